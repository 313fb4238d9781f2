namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlOperatorsTests
{
    [Theory]
    [InlineData("a OR b AND c", "(or a (and b c))")]
    [InlineData("a AND b OR c", "(or (and a b) c)")]
    [InlineData("NOT a OR b", "(or (not a) b)")]
    [InlineData("NOT a AND b", "(and (not a) b)")]
    [InlineData("a AND NOT b AND c", "(and (and a (not b)) c)")]
    [InlineData("NOT a = b", "(not (= a b))")]
    [InlineData("NOT a IS NULL", "(not (null? a))")]
    [InlineData("NOT a LIKE b", "(not (like a b))")]
    [InlineData("NOT NOT a", "(not (not a))")]
    [InlineData("a = b LIKE c", "(= a (like b c))")]
    [InlineData("a LIKE b = c", "(= (like a b) c)")]
    [InlineData("a = b IS NULL", "(null? (= a b))")]
    [InlineData("a IS NULL = b", "(= (null? a) b)")]
    [InlineData("a LIKE b IS NOT NULL", "(not-null? (like a b))")]
    [InlineData("a < b || c", "(< a (|| b c))")]
    [InlineData("a LIKE b || c", "(like a (|| b c))")]
    [InlineData("a || b + c", "(|| a (+ b c))")]
    [InlineData("a + b || c", "(|| (+ a b) c)")]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a * b + c", "(+ (* a b) c)")]
    [InlineData("-a * b", "(* (neg a) b)")]
    [InlineData("a * -b", "(* a (neg b))")]
    [InlineData("- - a", "(neg (neg a))")]
    [InlineData("a - -1", "(- a (neg 1))")]
    [InlineData("-a IS NULL", "(null? (neg a))")]
    [InlineData("(a OR b) AND c", "(and (or a b) c)")]
    [InlineData("(a + b) * c", "(* (+ a b) c)")]
    [InlineData("-(a + b)", "(neg (+ a b))")]
    [InlineData("a = (NOT b)", "(= a (not b))")]
    public void Operators_bind_as_in_PostgreSQL(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("a OR b OR c", "(or (or a b) c)")]
    [InlineData("a AND b AND c", "(and (and a b) c)")]
    [InlineData("a = b = c", "(= (= a b) c)")]
    [InlineData("a < b <> c", "(<> (< a b) c)")]
    [InlineData("a || b || c", "(|| (|| a b) c)")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a - b + c", "(+ (- a b) c)")]
    [InlineData("a - (b - c)", "(- a (- b c))")]
    [InlineData("a / b / c", "(/ (/ a b) c)")]
    [InlineData("a / b * c % d", "(% (* (/ a b) c) d)")]
    public void Operators_of_one_level_associate_to_the_left(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("a BETWEEN 1 AND 2 AND b", "(and (between a 1 2) b)")]
    [InlineData("a BETWEEN 1 AND 2 OR b", "(or (between a 1 2) b)")]
    [InlineData("b AND a BETWEEN 1 AND 2", "(and b (between a 1 2))")]
    [InlineData("a BETWEEN 1 + 1 AND 2 * 3", "(between a (+ 1 1) (* 2 3))")]
    [InlineData("a NOT BETWEEN -1 AND +1", "(not-between a (neg 1) 1)")]
    [InlineData("NOT a BETWEEN 1 AND 2 AND b", "(and (not (between a 1 2)) b)")]
    [InlineData("a BETWEEN (b AND c) AND d", "(between a (and b c) d)")]
    [InlineData("a BETWEEN b AND c = d", "(= (between a b c) d)")]
    [InlineData("a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4", "(and (between a 1 2) (between b 3 4))")]
    public void The_AND_of_BETWEEN_is_its_own(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("a = b", "(= a b)")]
    [InlineData("a == b", "(= a b)")]
    [InlineData("a != b", "(<> a b)")]
    [InlineData("a <> b", "(<> a b)")]
    [InlineData("a<b", "(< a b)")]
    [InlineData("a<=b", "(<= a b)")]
    [InlineData("a>b", "(> a b)")]
    [InlineData("a>=b", "(>= a b)")]
    [InlineData("a%b", "(% a b)")]
    [InlineData("a NOT LIKE 'x%'", "(not-like a 'x%')")]
    [InlineData("a IN (1)", "(in a 1)")]
    [InlineData("a NOT IN (1, -2, b + 1)", "(not-in a 1 (neg 2) (+ b 1))")]
    [InlineData("a IS NOT NULL", "(not-null? a)")]
    [InlineData("+a", "a")]
    [InlineData("a is null or b not between 1 and 2", "(or (null? a) (not-between b 1 2))")]
    public void Every_operator_is_known(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));
}

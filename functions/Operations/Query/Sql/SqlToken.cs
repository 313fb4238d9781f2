namespace Pipeline.Operations.Query.Sql;

/// <summary>The kinds of tokens. Invalid text is a token too, so that it is reported with its place.</summary>
internal enum SqlToken
{
    // Not included in the token list.
    Space,

    // Names and values.
    Word, QuotedName, Number, Text, Parameter,

    // Keywords, which are names only in quotes. Their text is the member's name in upper case.
    And, As, Asc, Between, By, Case, Cast, Desc, Distinct, Else, End, False, From, Group, Having, In, Is, Like, Limit,
    Not, Null, Or, Order, Select, Then, True, When, Where,

    // Operators and signs.
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Plus, Minus, Star, Slash, Percent, Concatenate,
    Open, Close, Comma, Dot, Semicolon, DoubleColon,

    // Errors.
    MalformedNumber, UnclosedText, UnclosedName, UnclosedComment, Unknown,
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>What Step Functions and this project ask of the definition and asl-validator does not look at.</summary>
public static partial class DefinitionRules
{
    /// <summary>The longest that Lambda lets a function run.</summary>
    private const int LongestFunctionSeconds = 900;

    /// <summary>Functions by the substitution that stands for the ARN of their alias.</summary>
    public static readonly string[] Substitutions = ["AggregatorArn", "SplitterArn", "WorkerArn"];

    /// <summary>What is read of the execution itself.</summary>
    private static readonly string[] ContextPaths = ["$$.Execution.Name", "$$.Execution.RedriveCount", "$$.Execution.StartTime", "$$.Map.Item.Value"];

    /// <returns>Every breach, as "state: what is wrong".</returns>
    public static IReadOnlyList<string> ViolationsIn(JsonObject machine)
    {
        var states = Definition.StatesOf(machine).ToList();
        return
        [
            .. Substitutes(machine),
            .. states.SelectMany(state => ((IEnumerable<string>)[
                .. HasTargets(state), .. IsWorthEnteringAgain(state), .. Retries(state), .. PutsTheWildcardLast(state),
                .. EndsInTime(state), .. AnswersLittle(state), .. ReadsTheContext(state)]).Select(breach => $"{state.Name}: {breach}")),
        ];
    }

    private static IEnumerable<string> Substitutes(JsonObject machine)
    {
        if (!Definition.SubstitutionsOf(machine).SequenceEqual(Substitutions))
            yield return $"Substitutions are {string.Join(", ", Definition.SubstitutionsOf(machine))}, not {string.Join(", ", Substitutions)}.";
    }

    private static IEnumerable<string> HasTargets(State state)
    {
        var targets = ((JsonObject[])[state.Json, .. state.Catchers, .. state.Choices])
            .SelectMany(from => new[] { (string?)from["Next"], (string?)from["Default"] }).OfType<string>();
        foreach (var target in targets.Where(target => !state.Siblings.ContainsKey(target)))
            yield return $"It goes to {target}, which is not there.";
        if (state.Type is not ("Choice" or "Succeed") && state.Json["Next"] is null == state.Json["End"] is null)
            yield return "It needs either Next or End.";
    }

    private static IEnumerable<string> IsWorthEnteringAgain(State state)
    {
        if (state.Type == "Fail")
            yield return "A redrive would enter this Fail state again, and nothing else.";
        if (state.IsTop && state.Json["Catch"] is not null)
            yield return "A Catch at the top goes to a state that a redrive would enter instead of the one that failed.";
    }

    private static IEnumerable<string> Retries(State state)
    {
        if (state.IsTask == !state.Retriers.Any())
            yield return state.IsTask ? "It has no Retry." : "Only Tasks retry; this would do a whole Map again.";
        foreach (var retrier in state.Retriers)
        {
            if (!(Number(retrier, "BackoffRate") >= 1))
                yield return "BackoffRate must be 1 or more.";
            if (!(Number(retrier, "IntervalSeconds") >= 1))
                yield return "IntervalSeconds must be 1 or more.";
            if (!(Number(retrier, "MaxAttempts") >= 1))
                yield return "MaxAttempts must be 1 or more.";
            if (!(Number(retrier, "MaxDelaySeconds") > Number(retrier, "IntervalSeconds")))
                yield return "MaxDelaySeconds must be more than IntervalSeconds.";
            if ((string?)retrier["JitterStrategy"] != "FULL")
                yield return "JitterStrategy must be FULL, or workers that failed together come back together.";
        }
        var names = state.Retriers.SelectMany(NamesIn).ToList();
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{twice.Key} is retried by more than one rule, and only the first is heard.";
        if (state.IsTask && names.Distinct().Except(ErrorNames.Transient).Any())
            yield return $"It retries {string.Join(", ", names.Except(ErrorNames.Transient))}, which does not pass.";
        if (state.IsTask && ErrorNames.Transient.Except(names).Any())
            yield return $"It does not retry {string.Join(", ", ErrorNames.Transient.Except(names))}, which can pass.";
    }

    private static IEnumerable<string> PutsTheWildcardLast(State state)
    {
        foreach (var rules in new[] { state.Retriers.ToList(), state.Catchers.ToList() })
        {
            foreach (var rule in rules.Where(rule => NamesIn(rule).Contains("States.ALL")))
            {
                if (NamesIn(rule).Count() > 1 || rule != rules[^1])
                    yield return "States.ALL must stand alone, and last.";
            }
        }
        foreach (var name in state.Catchers.SelectMany(NamesIn).Where(name => name != "States.ALL" && !ErrorNames.IsKnown(name)))
            yield return $"It catches {name}, which nobody throws.";
    }

    /// <summary>A Task that gives up before its function can end would start it once more beside itself.</summary>
    private static IEnumerable<string> EndsInTime(State state)
    {
        if (state.IsTask && !(Number(state.Json, "TimeoutSeconds") is > LongestFunctionSeconds and < 2 * LongestFunctionSeconds))
            yield return $"TimeoutSeconds must be somewhat more than the {LongestFunctionSeconds} that a function may run.";
    }

    /// <summary>The answers of all children of a Distributed Map together must stay below 256 KiB.</summary>
    private static IEnumerable<string> AnswersLittle(State state)
    {
        if (state.Json["ItemProcessor"] is not JsonObject processor || (string?)processor["ProcessorConfig"]?["Mode"] != "DISTRIBUTED")
            yield break;
        if ((string?)processor["ProcessorConfig"]!["ExecutionType"] != "STANDARD")
            yield return "Children must be STANDARD: EXPRESS ones end after 5 minutes.";
        if (!state.Json.ContainsKey("ResultPath") || state.Json["ResultPath"] is not null)
            yield return "ResultPath must be null, so that what the children answer ends here.";
        foreach (var (name, child) in processor["States"]!.AsObject())
        {
            if (child!["End"] is not null && child["ResultSelector"] is not JsonObject { Count: 0 })
                yield return $"The child's last state {name} must answer {{}}.";
        }
    }

    private static IEnumerable<string> ReadsTheContext(State state) =>
        ContextPath().Matches(state.Json.ToJsonString()).Select(path => path.Value).Except(ContextPaths)
            .Select(path => $"{path} is not among what the tests supply.");

    private static IEnumerable<string> NamesIn(JsonObject rule) => rule["ErrorEquals"]!.AsArray().Select(name => (string)name!);

    private static double? Number(JsonObject json, string field) => (double?)json[field];

    [GeneratedRegex(@"\$\$\.[\w.]+")]
    private static partial Regex ContextPath();
}

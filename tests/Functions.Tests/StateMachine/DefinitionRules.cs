using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>Rules of Step Functions and of this project that asl-validator does not check.</summary>
public static partial class DefinitionRules
{
    /// <summary>The maximum timeout of a Lambda function.</summary>
    private const int MaxFunctionSeconds = 900;

    /// <summary>The substitutions for the ARNs of the function aliases.</summary>
    public static readonly string[] Substitutions = ["AggregatorArn", "SplitterArn", "WorkerArn"];

    /// <summary>The fields of the context object that the definition may use.</summary>
    private static readonly string[] ContextPaths =
        ["$$.Execution.Name", "$$.Execution.RedriveCount", "$$.Execution.StartTime", "$$.Map.Item.Value"];

    /// <returns>Every violation, as "state: what is wrong".</returns>
    public static IReadOnlyList<string> ViolationsIn(JsonObject machine)
    {
        var states = Definition.StatesOf(machine).ToList();
        return
        [
            .. CheckSubstitutions(machine),
            .. states.SelectMany(state => ((IEnumerable<string>)[
                .. CheckTargets(state), .. CheckRedrive(state), .. CheckRetries(state), .. CheckWildcards(state),
                .. CheckTimeout(state), .. CheckOutputSize(state),
                .. CheckContext(state)]).Select(violation => $"{state.Name}: {violation}")),
        ];
    }

    private static IEnumerable<string> CheckSubstitutions(JsonObject machine)
    {
        if (!Definition.SubstitutionsOf(machine).SequenceEqual(Substitutions))
        {
            var found = string.Join(", ", Definition.SubstitutionsOf(machine));
            yield return $"The substitutions are {found}, not {string.Join(", ", Substitutions)}.";
        }
    }

    private static IEnumerable<string> CheckTargets(State state)
    {
        var targets = ((JsonObject[])[state.Json, .. state.Catchers, .. state.Choices])
            .SelectMany(from => new[] { (string?)from["Next"], (string?)from["Default"] }).OfType<string>();
        foreach (var target in targets.Where(target => !state.Siblings.ContainsKey(target)))
            yield return $"Its target {target} does not exist.";
        if (state.Type is not ("Choice" or "Succeed") && state.Json["Next"] is null == state.Json["End"] is null)
            yield return "It needs either Next or End.";
    }

    private static IEnumerable<string> CheckRedrive(State state)
    {
        if (state.Type == "Fail")
            yield return "A redrive would only enter this Fail state again.";
        if (state.IsTop && state.Json["Catch"] is not null)
            yield return "With a Catch at the top level, a redrive would enter its target, not the state that failed.";
    }

    private static IEnumerable<string> CheckRetries(State state)
    {
        if (state.IsTask == !state.Retriers.Any())
            yield return state.IsTask ? "It has no Retry." : "Only Tasks may retry; this would repeat a whole Map.";
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
                yield return "JitterStrategy must be FULL, or workers that failed together retry together.";
        }
        var names = state.Retriers.SelectMany(NamesIn).ToList();
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{twice.Key} is retried by more than one rule, and only the first one applies.";
        if (state.IsTask && names.Distinct().Except(ErrorNames.Transient).Any())
            yield return $"It retries {string.Join(", ", names.Except(ErrorNames.Transient))}, which is not transient.";
        var missing = ErrorNames.Transient.Except(names).ToList();
        if (state.IsTask && missing.Count > 0)
            yield return $"It does not retry {string.Join(", ", missing)}, which is transient.";
    }

    private static IEnumerable<string> CheckWildcards(State state)
    {
        foreach (var rules in new[] { state.Retriers.ToList(), state.Catchers.ToList() })
        {
            foreach (var rule in rules.Where(rule => NamesIn(rule).Contains("States.ALL")))
            {
                if (NamesIn(rule).Count() > 1 || rule != rules[^1])
                    yield return "States.ALL must be alone, and last.";
            }
        }
        foreach (var name
            in state.Catchers.SelectMany(NamesIn).Where(name => name != "States.ALL" && !ErrorNames.IsKnown(name)))
            yield return $"It catches {name}, which nothing throws.";
    }

    /// <summary>A Task that times out before its function would start the function a second time in parallel.</summary>
    private static IEnumerable<string> CheckTimeout(State state)
    {
        if (state.IsTask
            && !(Number(state.Json, "TimeoutSeconds") is > MaxFunctionSeconds and < 2 * MaxFunctionSeconds))
            yield return $"TimeoutSeconds must be somewhat more than {MaxFunctionSeconds}, the maximum for a function.";
    }

    /// <summary>The outputs of all children of a Distributed Map together must stay below 256 KiB.</summary>
    private static IEnumerable<string> CheckOutputSize(State state)
    {
        if (state.Json["ItemProcessor"] is not JsonObject processor
            || (string?)processor["ProcessorConfig"]?["Mode"] != "DISTRIBUTED")
            yield break;
        if ((string?)processor["ProcessorConfig"]!["ExecutionType"] != "STANDARD")
            yield return "Children must be STANDARD: EXPRESS ones end after 5 minutes.";
        if (!state.Json.ContainsKey("ResultPath") || state.Json["ResultPath"] is not null)
            yield return "ResultPath must be null, so that the outputs of the children are dropped.";
        foreach (var (name, child) in processor["States"]!.AsObject())
        {
            if (child!["End"] is not null && child["ResultSelector"] is not JsonObject { Count: 0 })
                yield return $"The child's last state {name} must return {{}}.";
        }
    }

    private static IEnumerable<string> CheckContext(State state) =>
        ContextPath().Matches(state.Json.ToJsonString()).Select(path => path.Value).Except(ContextPaths)
            .Select(path => $"{path} is not supplied by the tests.");

    private static IEnumerable<string> NamesIn(JsonObject rule) =>
        rule["ErrorEquals"]!.AsArray().Select(name => (string)name!);

    private static double? Number(JsonObject json, string field) => (double?)json[field];

    [GeneratedRegex(@"\$\$\.[\w.]+")]
    private static partial Regex ContextPath();
}

using System.CommandLine;
using System.Text.RegularExpressions;
using Pipeline.Core.Errors;
using Pipeline.Local.Output;
using Pipeline.Local.Scheduling;

namespace Pipeline.Local.Commands;

/// <summary>
/// <c>pipeline schedule</c>: writes a schedule that starts jobs for a request on AWS. It makes no network calls.
/// </summary>
internal static partial class ScheduleCommand
{
    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var file = new Argument<string>("REQUEST.json") { Description = "A file with a job request" };
        var expression = new Option<string>("--expression")
        {
            HelpName = "EXPR",
            Required = true,
            Description = "When to fire: cron(0 3 * * ? *), rate(1 day) or at(2027-01-01T06:00:00)",
        };
        var zone = new Option<string>("--time-zone")
        {
            HelpName = "ZONE",
            DefaultValueFactory = _ => "UTC",
            Description =
                "Time zone of the expression, and of dates in the dataset unless the request sets another",
        };
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = "Name of the schedule [default: the name of the request file]",
        };
        var machine = new Option<string>("--state-machine")
        {
            HelpName = "ARN",
            Required = true,
            Description = "State machine to start: the stack's output StateMachineArn",
        };
        var role = new Option<string>("--role")
        {
            HelpName = "ARN",
            Required = true,
            Description = "Role with which the schedule starts it: the stack's output ScheduleRoleArn",
        };
        var letters = new Option<string?>("--dead-letters")
        {
            HelpName = "ARN",
            Description = "Queue for jobs that could not be started: the stack's output DeadLettersArn [default: none]",
        };
        var command = new Command(
            "schedule",
            "Writes the JSON input of aws scheduler create-schedule, for a schedule that starts a job on AWS each "
                + "time it fires.")
        {
            file,
            expression,
            zone,
            name,
            machine,
            role,
            letters,
            common.Json,
        };
        HelpExamples.AddTo(
            command,
            "pipeline schedule nightly.json --expression \"cron(0 3 * * ? *)\" --time-zone Europe/Berlin "
                + "--state-machine ARN --role ARN > schedule.json",
            "aws scheduler create-schedule --cli-input-json file://schedule.json"
        );
        command.SetAction(
            (parsed, cancel) =>
            {
                var path = parsed.GetRequiredValue(file);
                var schedule = new Schedule(
                    parsed.GetValue(name) ?? NameOf(path),
                    parsed.GetRequiredValue(expression),
                    parsed.GetRequiredValue(zone),
                    parsed.GetRequiredValue(machine),
                    parsed.GetRequiredValue(role),
                    parsed.GetValue(letters));
                var request = Read(path, schedule);
                JsonAnswer.Write(io, schedule.ToInput(request), ScheduleJson.Default.CreateScheduleInput);
                if (request.TimeZone is { } told)
                    io.Error.WriteLine($"Dates in the dataset refer to the time at which the schedule fires, in the "
                        + $"time zone {told}.");
                return Task.FromResult(ExitCode.Complete);
            });
        return command;
    }

    /// <exception cref="InvalidRequestException">With all validation errors in the request and the options.</exception>
    private static ScheduleRequest Read(string path, Schedule schedule)
    {
        List<ValidationError> errors = [];
        var request = errors.Try(() => ScheduleRequest.Read(RequestArguments.ReadFile(path), schedule.TimeZone));
        errors.AddRange(schedule.Validate());
        return request is not null && errors.Count == 0 ? request : throw new InvalidRequestException(errors);
    }

    private static string NameOf(string path) => OtherCharacters().Replace(Path.GetFileNameWithoutExtension(path), "-");

    [GeneratedRegex("[^0-9A-Za-z_.-]", RegexOptions.CultureInvariant)]
    private static partial Regex OtherCharacters();
}

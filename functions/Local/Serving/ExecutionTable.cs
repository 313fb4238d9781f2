using System.Globalization;
using Microsoft.Data.Sqlite;
using Pipeline.Core.Api;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Local.Manifests;
using Pipeline.Server;

namespace Pipeline.Local.Serving;

/// <summary>
/// The executions of this machine, in the manifest file, so that queued and running jobs survive a crash of the
/// server. Jobs created by <c>pipeline run</c> are listed too, from their manifests.
/// </summary>
internal sealed class ExecutionTable(SqliteFile file, TimeProvider clock)
{
    private const string Columns = "name, input, status, started_at, stopped_at, redrives, error, cause, redriven_at";
    private const string NextTurn = "(SELECT COALESCE(MAX(turn), 0) + 1 FROM executions)";
    private const string Running = "running";

    /// <summary><see cref="StatusOf"/> in SQL.</summary>
    private static readonly string StatusOfJob =
        $"CASE state {string.Concat(Enum.GetValues<JobState>().Select(WhenState))}END";

    /// <returns>False if there is an execution with that name.</returns>
    public bool Add(string name, string input) => file.Run(() => file.Execute(
        $"""
        INSERT INTO executions (name, input, status, started_at, redrives, turn)
        VALUES ($1, $2, '{Running}', $3, 0, {NextTurn}) ON CONFLICT DO NOTHING
        """,
        name,
        input,
        Text(clock.GetUtcNow()))) == 1;

    /// <summary>Resumes a job that was run without an execution.</summary>
    /// <returns>False if there is an execution with that name.</returns>
    public bool AddRedriven(Execution ended) => file.Run(() => file.Execute(
        $"""
        INSERT INTO executions (name, input, status, started_at, redrives, redriven_at, turn)
        VALUES ($1, $2, '{Running}', $3, $4, $5, {NextTurn}) ON CONFLICT DO NOTHING
        """,
        ended.Name,
        ended.Input,
        Text(ended.StartedAt),
        ended.Redrives + 1,
        Text(clock.GetUtcNow()))) == 1;

    public Execution? Find(string name)
    {
        var found = file.Run(() => file.Query($"SELECT {Columns} FROM executions WHERE name = $1", Read, name));
        return found is [var execution] ? execution : null;
    }

    /// <summary>The next execution to run, or the one that is running.</summary>
    /// <returns>Null if there is nothing to run.</returns>
    public Execution? FindNext()
    {
        var found = file.Run(() => file.Query(
            $"SELECT {Columns} FROM executions WHERE status = '{Running}' ORDER BY turn LIMIT 1", Read));
        return found is [var next] ? next : null;
    }

    /// <returns>False if the execution has ended before.</returns>
    public bool End(string name, ExecutionStatus status, string? error = null, string? cause = null) =>
        file.Run(() => file.Execute(
            $"""
            UPDATE executions SET status = $2, stopped_at = $3, error = $4, cause = $5
            WHERE name = $1 AND status = '{Running}'
            """,
            name,
            EnumNames.Of(status),
            Text(clock.GetUtcNow()),
            error,
            cause)) == 1;

    /// <returns>False if the execution is running or has succeeded.</returns>
    public bool Redrive(string name) => file.Run(() => file.Execute(
        $"""
        UPDATE executions
        SET status = '{Running}', stopped_at = NULL, error = NULL, cause = NULL,
            redrives = redrives + 1, redriven_at = $2, turn = {NextTurn}
        WHERE name = $1 AND status IN ('failed', 'aborted')
        """,
        name,
        Text(clock.GetUtcNow()))) == 1;

    /// <summary>Lists executions, and jobs without an execution, most recent first.</summary>
    /// <param name="before">Time and name of the last one on the previous page; null for the first page.</param>
    public List<(string Name, string Time)> List(int limit, (string Time, string Name)? before, ExecutionFilter filter)
    {
        var status = filter.Status is { } wanted ? EnumNames.Of(wanted) : null;
        int? isRedriven = filter.IsRedriven is { } redriven ? redriven ? 1 : 0 : null;
        return file.Run(() => file.Query(
            $"""
            SELECT name, time FROM (
                SELECT name, started_at AS time, status, redrives > 0 AS is_redriven FROM executions
                UNION ALL SELECT job_id, created_at, {StatusOfJob}, 0
                FROM jobs WHERE job_id NOT IN (SELECT name FROM executions))
            WHERE ($2 IS NULL OR (time, name) < ($2, $3))
                AND ($4 IS NULL OR status = $4) AND ($5 IS NULL OR is_redriven = $5)
            ORDER BY time DESC, name DESC LIMIT $1
            """,
            row => (row.GetString(0), row.GetString(1)),
            limit,
            before?.Time,
            before?.Name,
            status,
            isRedriven));
    }

    /// <summary>The execution that corresponds to a job created by <c>pipeline run</c>.</summary>
    public static Execution Of(JobManifest job) => new(
        job.JobId,
        JobRequestWriter.Write(job.Request),
        StatusOf(job.State),
        job.CreatedAt,
        job.State is JobState.Splitting or JobState.Processing or JobState.Merging ? null : job.UpdatedAt,
        Redrives: 0,
        job.Error,
        job.Cause);

    private static ExecutionStatus StatusOf(JobState state) => state switch
    {
        JobState.Complete or JobState.Incomplete => ExecutionStatus.Succeeded,
        JobState.Failed => ExecutionStatus.Failed,
        JobState.Stopped => ExecutionStatus.Aborted,
        _ => ExecutionStatus.Running,
    };

    private static string WhenState(JobState state) =>
        $"WHEN '{EnumNames.Of(state)}' THEN '{EnumNames.Of(StatusOf(state))}' ";

    private static Execution Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        EnumNames.Find<ExecutionStatus>(row.GetString(2)) ?? ExecutionStatus.Failed,
        Time(row.GetString(3)),
        row.IsDBNull(4) ? null : Time(row.GetString(4)),
        row.GetInt32(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : Time(row.GetString(8)));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

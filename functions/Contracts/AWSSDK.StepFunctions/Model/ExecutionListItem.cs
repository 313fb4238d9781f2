namespace Amazon.StepFunctions.Model;

public partial class ExecutionListItem
{
    public string Name { get; set; }

    public int? RedriveCount { get; set; }

    public DateTime? RedriveDate { get; set; }

    public DateTime? StartDate { get; set; }

    public ExecutionStatus Status { get; set; }

    public DateTime? StopDate { get; set; }
}

using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Logistic;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train;

/// <summary>Trains a model on the dataset, or continues training one, and stores it under <c>models/</c>.</summary>
public static class TrainOperation
{
    public static OperationType Registration { get; } = new("train", Create, Check);

    /// <exception cref="InvalidRequestException">
    /// The settings are invalid, or do not match the columns or the existing model.
    /// </exception>
    public static IOperation Create(OperationContext context)
    {
        var settings = TrainSettingsReader.Read(context);
        // Fail early, before any record is read. The check is repeated later, because the model may change meanwhile.
        ParentVersion.Find(new ModelFolder(context.Root, settings.Model), settings, version: null);
        return settings.Kind == ModelKind.Linear ? new LinearTraining(settings, context)
            : context.Pass == 0 ? new LogisticStart(settings, context)
            : new LogisticTraining(settings, context);
    }

    /// <summary>Validates what can be validated without access to the dataset.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        TrainSettingsReader.Check(request, errors);
}

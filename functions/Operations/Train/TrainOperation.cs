using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Logistic;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train;

/// <summary>Trains a model on the dataset, or continues to train one, and keeps it under <c>models/</c>.</summary>
public static class TrainOperation
{
    public static OperationType Registration { get; } = new("train", Create, Check);

    /// <exception cref="InvalidRequestException">The settings are not as expected, or do not go with the columns or with the model that is there.</exception>
    public static IOperation Create(OperationContext context)
    {
        var settings = TrainSettingsReader.Read(context);
        // Seen before any record is read; what is found here may have changed when the job comes to its end.
        ParentVersion.Find(new ModelFolder(context.Root, settings.Model), settings, version: null);
        return settings.Kind == ModelKind.Linear ? new LinearTraining(settings, context)
            : context.Pass == 0 ? new LogisticStart(settings, context)
            : new LogisticTraining(settings, context);
    }

    /// <summary>Finds the errors in the settings that need no dataset to be found.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) => TrainSettingsReader.Check(request, errors);
}

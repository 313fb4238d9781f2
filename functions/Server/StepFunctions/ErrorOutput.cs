using System.Text.Json.Serialization;

namespace Pipeline.Server.StepFunctions;

/// <param name="Type">Name of the error, such as <c>ExecutionDoesNotExist</c>.</param>
internal sealed record ErrorOutput([property: JsonPropertyName("__type")] string Type, string Message);

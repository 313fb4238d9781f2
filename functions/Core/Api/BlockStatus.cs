using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>The state of a block. The map shows a state by its first letter, so the first letters differ.</summary>
[JsonConverter(typeof(EnumNameConverter<BlockStatus>))]
internal enum BlockStatus
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>Done, after it was processed again because of a wrong cut.</summary>
    Again,
}

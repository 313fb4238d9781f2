using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>The state of a block. First letters must be unique: the map shows each state by its first letter.</summary>
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

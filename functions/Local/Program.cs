using Pipeline.Local.Commands;
using Pipeline.Local.Output;

return await PipelineCommand.RunAsync(args, CommandIo.OfProcess()).ConfigureAwait(false);

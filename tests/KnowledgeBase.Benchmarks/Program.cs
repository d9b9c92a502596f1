using KnowledgeBase.Benchmarks;

return args switch
{
    ["embed-eval", .. var rest] => EmbedEval.Run(rest),
    ["embed-dev", .. var rest] => EmbedDev.Run(rest),
    ["embed-adapt", .. var rest] => EmbedAdapt.Run(rest),
    ["embed-replay", .. var rest] => EmbedReplay.Run(rest),
    ["embed-speed"] => EmbedSpeed.Run(),
    ["quality", .. var rest] => Quality.Run(rest),
    ["speed", .. var rest] => Speed.Run(rest),
    ["load", .. var rest] => await Load.Run(rest),
    ["index", .. var rest] => IndexCost.Run(rest),
    ["start", .. var rest] => await Start.Run(rest),
    ["writes", .. var rest] => Writes.Run(rest),
    ["tickets", .. var rest] => await ManyTickets.Run(rest),
    ["torture", .. var rest] => await TortureCommand.Run(rest),
    ["flood", .. var rest] => await FloodCommand.Run(rest),
    ["conduct", .. var rest] => Conduct.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Use: embed-eval [--model FILE] DIR… | embed-dev PAIRS [--without FILE] MODEL… | embed-adapt DIR… | embed-replay PAIRS OUT | embed-speed | quality [--out FILE] DATASET_DIR… | speed [--queries N] [--sections N] [--store DIR] SECTIONS.jsonl.gz… | load [--seconds N] [--clients N] [--store DIR] SECTIONS.jsonl.gz… | index [--store DIR] SECTIONS.jsonl.gz… | start [--sections N] [--store DIR] [--published DIR] SECTIONS.jsonl.gz… | tickets [--count N] [--store DIR] | writes [--seconds N] [--database CONNECTION] | torture [--rounds N] [--seconds N] [--only kills,nodes,restarts,beside] [--out FILE] | flood [--requests N] [--quiet SECONDS] | conduct FILE…");
    return 2;
}

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class Commands_that_fail : IDisposable
{
    private readonly TempFolder folder = new();

    private string Data => "--KnowledgeBase:DataPath=" + Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("serve", "--KnowledgeBase:DataPat=x", "'DataPat'")]
    [InlineData("reindex", "--KnowledgeBase:Answering:TargetPrecison=0.8", "'TargetPrecison'")]
    [InlineData("serve", "--KnowledgeBase:SampleTickets=perhaps", "'KnowledgeBase:SampleTickets'")]
    public async Task A_wrong_setting_is_exit_code_2_and_one_line_and_nothing_else(string command, string argument, string named) =>
        AssertFailed(2, named, await Executable.Run(command, argument));

    [Fact]
    public async Task A_port_in_use_is_exit_code_2_and_names_the_setting()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        AssertFailed(2, $"Urls: port {port} of 127.0.0.1 is in use by another process.", await Executable.Run("serve", Data, $"--Urls=http://127.0.0.1:{port}"));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("reindex")]
    [InlineData("export")]
    [InlineData("import")]
    public async Task A_data_folder_that_cannot_be_made_is_exit_code_1_and_the_mend(string command)
    {
        string[] rest = command switch
        {
            "export" => [Path.Combine(folder.Path, "out")],
            "import" => ["articles", Repository.Articles],
            _ => [],
        };
        string file = folder.File("file", "in place of a folder");
        AssertFailed(1, "Name a folder the service's user can write", await Executable.Run([command, .. rest, $"--KnowledgeBase:DataPath={file}/data"]));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("reindex")]
    public async Task A_database_that_does_not_answer_is_exit_code_1_and_the_mend_without_the_password(string command)
    {
        var run = await Executable.Run(command, Data, "--Urls=http://127.0.0.1:0", "--KnowledgeBase:Database=Host=127.0.0.1;Port=1;Database=kb;Username=kb;Password=secret");
        AssertFailed(1, "The database kb at 127.0.0.1:1 does not answer.", run);
        Assert.DoesNotContain("secret", run.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_exit_code_1_and_the_mend()
    {
        using var place = new Store.StorePlace.Postgres();
        AssertFailed(1, "Create it, or name another", await Executable.Run("reindex", Data, $"--KnowledgeBase:Database={place.ConnectionString}_not"));
    }

    [Fact]
    public async Task A_damaged_store_is_exit_code_1_and_the_mend()
    {
        folder.File("data/knowledgebase.db", new string('x', 5000));
        AssertFailed(1, "restore the last backup", await Executable.Run("reindex", Data));
    }

    [Theory]
    [InlineData("tickets", "/", "There is no file /.")]
    [InlineData("articles", "KnowledgeBase.Api.dll", "is not a zip file")]
    public async Task A_file_of_another_kind_is_exit_code_1_and_its_name(string what, string path, string named) =>
        AssertFailed(1, named, await Executable.Run("import", what, Path.Combine(AppContext.BaseDirectory, path), Data));

    [Fact]
    public async Task An_export_into_a_folder_in_use_is_exit_code_1_and_one_line() =>
        AssertFailed(1, "is not an empty folder", await Executable.Run("export", Path.GetDirectoryName(folder.File("full/x", ""))!, Data));

    [Fact]
    public async Task Good_rows_go_in_and_bad_ones_are_told_on_standard_error()
    {
        var (exitCode, output, error) = await Executable.Run("import", "tickets", folder.File("t.csv", "id,created,text\nT1,2026-01-01,a\nT2,soon,b\n"), Data);
        Assert.Equal(0, exitCode);
        Assert.Contains("1 added, 0 updated, 0 unchanged, 0 removed, 1 refused", output, StringComparison.Ordinal);
        Assert.Contains("t.csv, line 3, created: 'soon' is not a date. Mend: write it like 2026-11-24T09:30:00Z.", error, StringComparison.Ordinal);
    }

    private static void AssertFailed(int exitCode, string named, (int Code, string Output, string Errors) run)
    {
        Assert.Equal((exitCode, ""), (run.Code, run.Output));
        Assert.Contains(named, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd('\n').Split('\n'));
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Torture;

/// <summary>A PostgreSQL server of its own on loopback, in a temporary folder, never as root; it can be stopped and started.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "postgres"; // of the system, when this is root

    private readonly string folder = Directory.CreateTempSubdirectory("kb-postgres-").FullName;
    private readonly int port = FreePort();

    public PostgresServer()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", User, folder);
        }

        Server("initdb", "-D", Data, "-U", "kb", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        Start();
    }

    /// <summary>True when one can be started here.</summary>
    public static bool IsInstalled => Programs is not null && OperatingSystem.IsLinux();

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "pg_ctl"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes a database and returns its connection string.</summary>
    public string NewDatabase()
    {
        string name = "kb_" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    public void Start() => Server(
        "pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}", "start");

    /// <summary>Cuts every connection, also in mid-transaction; with <paramref name="kill"/> it does not even tidy up, as when the power goes.</summary>
    public void Stop(bool kill = false) => Server("pg_ctl", "-D", Data, "-m", kill ? "immediate" : "fast", "-w", "stop");

    public void Dispose()
    {
        Stop(kill: true);
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its output goes nowhere: the server keeps it open for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=kb;Database={database}";

    private static void Server(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", User, "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Store;

/// <summary>The whole store in one SQLite file, whichever engine it is on: a backup of one can be restored into the other.</summary>
public static class Backup
{
    private const int Full = 13; // SQLITE_FULL
    private const string Ending = ".part";

    /// <summary>Writes the store as it is at this moment to a new file that only its owner may read; writers are not held up. Throws <see cref="IOException"/> when the file is there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The file; it is there only once it is whole.</param>
    /// <param name="progress">Told the number of rows, now and then.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Number of rows.</returns>
    public static long Write(KnowledgeStore store, string path, Action<long>? progress = null, CancellationToken cancel = default)
    {
        if (Path.Exists(path))
        {
            throw new IOException($"{path} is there already. Name a new file.");
        }

        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!).FullName;
        string part = Path.Combine(folder, Path.GetFileName(path) + Ending);
        File.Delete(part);
        using (new FileStream(part, Private(FileMode.CreateNew)))
        {
        }

        try
        {
            long rows;
            using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ToString()))
            {
                copy.Open();
                using var transaction = copy.BeginTransaction();
                Schema.Create(copy);
                rows = store.Database.ReadOnce(from => Tables.Copy(from, copy, Tables.Of(copy), progress, cancel));
                transaction.Commit();
            }

            File.Move(part, path);
            return rows;
        }
        catch (Exception fault)
        {
            File.Delete(part);
            if (fault is SqliteException || fault is StoreUnavailableException { InnerException: SqliteException { SqliteErrorCode: Full } })
            {
                throw new IOException($"{path} cannot be written. Make room on its disk, or name a file elsewhere.", fault); // reading fills no disk
            }

            throw;
        }
    }

    /// <summary>
    /// Fills the store from the backup at <paramref name="path"/>, all or nothing. Throws <see cref="IOException"/> when the store holds anything and
    /// <paramref name="replace"/> is false, and <see cref="InvalidDataException"/> when the file is no sound backup.
    /// </summary>
    /// <returns>Number of rows.</returns>
    public static long Restore(KnowledgeStore store, string path, bool replace, Action<long>? progress = null, CancellationToken cancel = default)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.");
        }

        var folder = Directory.CreateTempSubdirectory("kb-restore-");
        try
        {
            // A copy, because a backup of an older program is brought up to date first.
            var database = new SqliteDatabase(folder.FullName);
            File.Copy(path, database.File);
            using var backup = Sound(database, path);
            return backup.ReadOnce(from => store.Database.Write(to =>
            {
                var tables = Tables.Of(from);
                if (!replace && tables.Any(t => Tables.IsContent(t) && to.Command($"SELECT COUNT(*) FROM {t}").Number() > 0))
                {
                    throw new IOException("The store is not empty. Restore into an empty one, or add --replace to lose what it holds.");
                }

                foreach (string table in tables)
                {
                    to.Command($"DELETE FROM {table}").Run();
                }

                long rows = Tables.Copy(from, to, tables, progress, cancel);
                store.Database.ContinueKeys(to);
                return rows;
            }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Transactions Sound(SqliteDatabase database, string path)
    {
        try
        {
            using (var connection = database.Connect())
            {
                if (connection.Command("PRAGMA integrity_check").All(r => r.GetString(0)) is not ["ok"] || connection.Command("SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'").Number() == 0)
                {
                    throw NoBackup(path, null);
                }
            }

            return new Transactions(database);
        }
        catch (Exception fault) when (fault is DbException or StoreUnavailableException)
        {
            throw NoBackup(path, fault);
        }
    }

    private static InvalidDataException NoBackup(string path, Exception? fault) => new($"{path} is not a whole backup. Name a file that the command backup wrote.", fault);

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds tickets and the hashes of keys
        }

        return options;
    }
}

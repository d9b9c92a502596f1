using System.Data.Common;
using System.Globalization;

namespace KnowledgeBase.Store;

/// <summary>The tables as such, to be copied from one database to another.</summary>
internal static class Tables
{
    private const int Step = 10_000; // rows between two words of progress

    // What a first start writes before anybody has written anything.
    private static readonly string[] FromTheFirstStart = ["api_keys", "protection_keys", "lessons"];

    /// <summary>Names of the tables of an SQLite database of this program.</summary>
    public static List<string> Of(DbConnection sqlite) =>
        sqlite.Command("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version' ORDER BY name").All(r => r.GetString(0));

    /// <summary>True when a row of it means that the store is in use.</summary>
    public static bool IsContent(string table) => !FromTheFirstStart.Contains(table);

    /// <summary>Copies all rows of the tables; returns their number.</summary>
    public static long Copy(DbConnection from, DbConnection to, IEnumerable<string> tables, Action<long>? progress, CancellationToken cancel)
    {
        long rows = 0;
        foreach (string table in tables)
        {
            using var select = from.Command($"SELECT * FROM {table}");
            using var reader = select.ExecuteReader();
            string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            string places = string.Join(", ", columns.Select((_, i) => "@" + i.ToString(CultureInfo.InvariantCulture)));
            using var insert = to.Command($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({places})", new object?[columns.Length]);
            while (reader.Read())
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    insert.Parameters[i].Value = reader.GetValue(i);
                }

                insert.ExecuteNonQuery();
                if (++rows % Step == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    progress?.Invoke(rows);
                }
            }
        }

        return rows;
    }
}

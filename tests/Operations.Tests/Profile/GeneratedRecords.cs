using System.Globalization;
using System.Text;
using CsCheck;

namespace Pipeline.Operations.Tests.Profile;

/// <summary>Records with every oddity that a profile counts.</summary>
internal static class GeneratedRecords
{
    public static List<byte[]?[]> Generate(int count)
    {
        var random = new Random(7);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(n =>
                    (byte[]?[])
                        [
                            Utf8($"{n}"),
                            random.Next(20) switch
                            {
                                0 => null,
                                1 => Utf8("n/a"),
                                2 => Utf8("1e25"),
                                _ => Utf8((random.Next(-50_000, 50_000) / 100m).ToString(CultureInfo.InvariantCulture)),
                            },
                            random.Next(10) switch
                            {
                                0 => null,
                                1 => Utf8("maybe"),
                                2 => Utf8("TRUE"),
                                _ => Utf8(random.Next(2) == 0 ? "true" : "false"),
                            },
                            random.Next(5) switch
                            {
                                0 => null,
                                1 => Utf8($"w{random.Next(count + 1)} {new string('é', random.Next(90))}"),
                                _ => Utf8($"<b>{random.Next(30)}"),
                            },
                        ]),
        ];

        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
    }
}

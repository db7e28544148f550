using System.Globalization;
using System.Text;
using CivicForge.Api.Http.Requests;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>What people type is what people see.</summary>
public sealed class TextRuleTests
{
    [Theory]
    [InlineData("Plant three young oaks")]
    [InlineData("Bäume pflanzen – 3 young oaks 🌳")]
    [InlineData("می‌خواهم کتاب‌ها")]
    [InlineData("ශ්‍රී ලංකා")]
    [InlineData("क्‍ष और क्‌ष")]
    [InlineData("র‍্যাব")]
    [InlineData("family 👨‍👩‍👧‍👦 and 🏳️‍🌈")]
    [InlineData("🕵🏽‍♀️ ❤️‍🔥 👩🏽‍🤝‍👨🏿")]
    [InlineData("press 1️⃣ or #️⃣ ©️")]
    [InlineData("flag 🇩🇪 thumb 👍🏽")]
    [InlineData("Tiếng Việt, q̣̇, ไทย, 한국어, हिन्दी")]
    [InlineData("བསྒྲུབས་")]
    [InlineData("שָׁלוֹם עוֹלָם")]
    public void Texts_of_every_script_and_emoji_are_taken(string text) =>
        PlainText.Fault(text, 1, 200, multiLine: false).ShouldBeNull();

    [Theory]
    [InlineData("zero\u200Bwidth", "U+200B at position 5")]
    [InlineData("soft\u00ADhyphen", "U+00AD at position 5")]
    [InlineData("🌳🌳\u2060x", "U+2060 at position 3")]
    [InlineData("join\u200Cer", "U+200C at position 5")]
    [InlineData("join\u200Der", "U+200D at position 5")]
    [InlineData("end 👨\u200D", "U+200D at position 6")]
    [InlineData("کار\u200Cخانه", "U+200C at position 4")]
    [InlineData("plain\uFE0F", "U+FE0F at position 6")]
    [InlineData("heart ❤\uFE0F\uFE0F", "U+FE0F at position 9")]
    [InlineData("heart ❤\uFE0E", "U+FE0E at position 8")]
    [InlineData("hangul\u3164filler", "U+3164 at position 7")]
    [InlineData("braille\u2800blank", "U+2800 at position 8")]
    [InlineData("annotated\uFFF9text", "U+FFF9 at position 10")]
    [InlineData("right\u202Eleft", "U+202E at position 6")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304algo", "U+0304 at position 6")]
    [InlineData("a \u0301b", "U+0301 at position 3")]
    [InlineData("\u0301begins", "U+0301 at position 1")]
    public void What_is_not_seen_is_refused_by_name_and_place(string text, string named) =>
        PlainText
            .Fault(text.Normalize(NormalizationForm.FormC), 1, 200, multiLine: false)
            .ShouldNotBeNull()
            .ShouldContain(named);

    [Theory]
    [InlineData("          ")]
    [InlineData("\n\n\n\n\n\n\n\n\n\n")]
    [InlineData("\u3000\u3000\u00A0 \n \u2003 \u3000\u3000")]
    public void Nothing_but_space_is_no_text(string text) =>
        PlainText.Fault(text, 5, 200, multiLine: true).ShouldBe("has nothing that is shown");

    [Fact]
    public void Every_format_character_is_refused_among_letters_but_those_that_begin_a_number()
    {
        var taken = new List<int>();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value) || Rune.GetUnicodeCategory(new Rune(value)) != UnicodeCategory.Format)
            {
                continue;
            }
            if (PlainText.Fault($"plan{new Rune(value)}ts", 1, 50, multiLine: true) is null)
            {
                taken.Add(value);
            }
        }

        taken.ShouldBe([0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]);
    }

    [Fact]
    public void No_invisible_character_makes_two_texts_of_one()
    {
        var random = new Random(7);
        string[] hosts = ["Plant oaks", "Дуб", "公園を掃除", "خمس أشجار", "हिन्दी", "🌳 tree", "👨‍👩‍👧"];
        int[] invisible =
        [
            0xAD,
            0x34F,
            0x61C,
            0x115F,
            0x1160,
            0x17B4,
            0x180B,
            0x180E,
            0x200B,
            0x200E,
            0x200F,
            0x2060,
            0x2061,
            0x2064,
            0x206A,
            0x2800,
            0x3164,
            0xFE00,
            0xFE0E,
            0xFEFF,
            0xFFA0,
            0xFFF9,
            0xFFFC,
            0x1D159,
            0x1D173,
            0xE0001,
            0xE0041,
            0xE0100,
            0xE01EF,
        ];
        for (var i = 0; i < 2000; i++)
        {
            var runes = hosts[random.Next(hosts.Length)].EnumerateRunes().ToList();
            runes.Insert(random.Next(runes.Count + 1), new Rune(invisible[random.Next(invisible.Length)]));
            PlainText.Fault(string.Concat(runes), 1, 200, multiLine: false).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("Private quest")]
    [InlineData("PRIVATE  Quest")]
    [InlineData("P r i v a t e - quest!")]
    [InlineData("Рrivаte quеst")]
    [InlineData("Ｐｒｉｖａｔｅ ｑｕｅｓｔ")]
    [InlineData("Prívate quést")]
    [InlineData("Private Aufgabe")]
    public void A_title_of_the_services_own_is_known_in_every_dress(string title) =>
        LookAlike.IsPrivateTitle(title).ShouldBeTrue();

    [Theory]
    [InlineData("Private quest for my garden")]
    [InlineData("A private quest")]
    [InlineData("Quest")]
    public void Other_titles_are_not(string title) => LookAlike.IsPrivateTitle(title).ShouldBeFalse();

    [Theory]
    [InlineData("0x6C85…5079", "address")]
    [InlineData("0X6c85 5079", "address")]
    [InlineData("0х6C855079", "address")]
    [InlineData("Operator", "role")]
    [InlineData("Орerator", "role")]
    [InlineData("ADMIN 1", "role")]
    [InlineData("Аda", "alphabets")]
    [InlineData("Ada", null)]
    [InlineData("Łucja Νικολάου", null)]
    [InlineData("Oxbead", null)]
    [InlineData("Ада Лавлейс", null)]
    [InlineData("山田 太郎", null)]
    [InlineData("Max 0x", null)]
    public void A_name_reads_like_nothing_else(string name, string? fault)
    {
        if (fault is null)
        {
            LookAlike.NameFault(name, hasRole: false).ShouldBeNull();
        }
        else
        {
            LookAlike.NameFault(name, hasRole: false).ShouldNotBeNull().ShouldContain(fault);
        }
    }

    [Fact]
    public void Who_has_a_role_may_say_so() => LookAlike.NameFault("Moderator", hasRole: true).ShouldBeNull();
}

namespace CivicForge.Api.Tests.Quests.Search;

/// <summary>A title, and what somebody types who remembers it.</summary>
internal static class SearchCases
{
    internal static TheoryData<string, string> Found =>
        new()
        {
            // Punctuation within words, both ways to write it.
            { "Repair the wood-work shed", "wood-work" },
            { "Repair the wood-work shed", "woodwork" },
            { "Repair the wood-work shed", "wood work" },
            { "Repair the woodwork shed", "wood-work" },
            { "Paint the 24/7 kiosk", "24/7" },
            { "Version 2.10.3 of the map", "2.10.3" },
            { "Open at 9:30", "9:30" },
            { "Mail info@example.org about it", "info@example.org" },
            { "The neighbour’s hedge", "neighbour's" },
            { "The neighbour's hedge", "neighbour’s" },
            { "The neighbour’s hedge", "neighbours" },
            { "O’Brien street", "OBrien" },
            { "“Quoted” garden — with a dash", "\"quoted\" garden - with" },
            { "Straße fegen", "strasse" },
            { "STRASSE FEGEN", "straße" },
            { "C# and C++ evening", "C++" },
            // Accents, composed or not, and letters that people type without.
            { "Café für Öztürk", "cafe fur ozturk" },
            { "Cafe fur Ozturk", "Café für Öztürk" },
            { "Cafe\u0301 am Platz", "caf\u00e9" },
            { "Łódź i Gdańsk", "lodz gdansk" },
            { "Smørrebrød", "smorrebrod" },
            { "Ángel ñandú", "angel nandu" },
            { "İstanbul ışık", "istanbul isik" },
            { "Ёлка во дворе", "елка" },
            { "Μουσική ΟΔΟΣ", "οδός" },
            { "naïve œuvre", "naive oeuvre" },
            // Width, ligatures, digits of other scripts, invisible characters.
            { "Ｇａｒｄｅｎ ｇａｔｅ", "garden gate" },
            { "oﬃce ﬂoor", "office floor" },
            { "غرس ٢٥ شجرة", "25" },
            { "gar\u00adden ga\u200bte", "garden gate" },
            { "نامه\u200cها", "نامهها" },
            // Emoji beside and within words.
            { "🌳oaks🌳for🌳all", "oaks" },
            { "🌳oaks🌳for🌳all", "🌳" },
            { "Plant 🌳 now", "plant 🌳" },
            { "Wave 👋🏽 hello", "👋" },
            { "Family 👨‍👩‍👧 day", "👨‍👩‍👧" },
            // Scripts with marks and without spaces.
            { "मराठी पुस्तके वाचणे", "पुस्तके" },
            { "தமிழ் வகுப்பு", "தமிழ்" },
            { "ทำความสะอาดสวนสาธารณะ", "สวนสาธารณะ" },
            { "图书馆整理图书", "图书馆" },
            { "图书馆整理图书", "整理" },
            { "图书馆整理图书", "馆" },
            { "図書館で本を整理する", "図書館" },
            { "こうえんのそうじ", "コウエン" },
            { "ガーデン", "ガーデン" },
            { "ｶﾞｰﾃﾞﾝ", "ガーデン" },
            { "공원 청소를 도와주세요", "청소" },
            { "ច្បារ​សាធារណៈ", "សាធារណៈ" },
            { "מִשְׁפָּחָה בגן", "משפחה" },
            { "مُسَاعَدَة الجيران", "مساعدة" },
            { "إصلاح الأبواب", "اصلاح الابواب" },
            { "Trồng cây ở Hà Nội", "trong cay ha noi" },
            // Beginnings of words, in any order.
            { "Plant three young oaks", "oak thr" },
            { "Plant three young oaks", "PLANT" },
            { "Help with PCB基板 design", "基板" },
            { "Help with PCB基板 design", "pcb" },
        };

    internal static TheoryData<string, string> Near =>
        new()
        {
            { "Repair the garden gate", "gardn gate" },
            { "Repair the garden gate", "gaden" },
            { "Repair the garden gate", "gardeen" },
            { "Repair the garden gate", "graden" },
            { "Repair the garden gate", "gerden" },
            { "Bibliothek aufräumen", "bibliotek" },
            { "Bibliothek aufräumen", "bibliohtek aufraumen" },
            { "Починить скамейку", "скамеку" },
            { "Plant three young oaks", "plent yuong oaks" },
            { "München putzt", "muenchen" },
            { "पुस्तकालय की सफाई", "पुसतकालय" },
            { "图书馆整理活动", "图书官整理活动" },
        };

    internal static TheoryData<string, string> Apart =>
        new()
        {
            { "Plant three young oaks", "library" },
            { "Plant three young oaks", "oaks library" },
            { "ガーデン", "カーテン" },
            { "图书馆", "书图" },
            { "Street 17017", "17018" },
            { "Cut the hedge", "cat" },
            { "Plant three young oaks", "'oaks' | 'x':*" },
            { "Plant three young oaks", "!library" },
        };
}

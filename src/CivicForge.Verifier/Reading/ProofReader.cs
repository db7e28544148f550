using System.Text.Json;
using System.Text.Unicode;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Verifier.Reading;

/// <summary>Reads a proof file (protocol §9) strictly: every member present, encodings of §2, no member twice,
/// well-formed UTF-8. Members that this version does not know are ignored. What it returns needs no further checks of
/// shape.</summary>
internal static class ProofReader
{
    /// <summary>A longer file is refused: 1 MiB. The largest that the protocol can produce is a tenth of
    /// that.</summary>
    internal const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="ProofFormatException">The bytes are not a proof file.</exception>
    internal static Proof Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaxBytes)
        {
            throw new ProofFormatException($"The file has more than {MaxBytes} bytes.");
        }
        if (!Utf8.IsValid(file.Span))
        {
            throw new ProofFormatException("The file is not well-formed UTF-8.");
        }
        try
        {
            using var document = JsonDocument.Parse(file[^WithoutMark(file.Span).Length..], Strict);
            return Read(new JsonMember(document.RootElement, ""));
        }
        catch (JsonException e)
        {
            throw new ProofFormatException($"The file is not well-formed JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader says so only when the text is decoded.
            throw new ProofFormatException("A text holds half of a surrogate pair.");
        }
    }

    /// <summary>The text without a byte order mark, which editors leave in front of it.</summary>
    internal static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? file[3..] : file;

    private static Proof Read(JsonMember file)
    {
        file["format"].Word(ProofFile.FormatName);
        var domain = file["domain"];
        var quest = file["quest"];
        var proof = new Proof(
            new TypedDataDomain(
                domain["name"].Text(),
                domain["version"].Text(),
                (ulong)domain["chainId"].Integer(),
                domain["verifyingContract"].Address()
            ),
            quest["id"].QuestIdText(),
            quest["title"].NullableText(),
            quest["titleHash"].Hash(),
            quest["outcome"].Outcome(),
            ReadCompleted(file["completed"]),
            ReadStatement(file["creatorAttestation"], ofCreator: true),
            ReadStatement(file["performerAttestation"], ofCreator: false),
            ReadLeaf(file["leaf"]),
            ReadPath(file["merkle"]),
            ReadAnchor(file["anchor"]),
            file.Optional("content") is { } content ? ReadContent(content) : null
        );
        return Consistent(proof);
    }

    private static CompletedQuest ReadCompleted(JsonMember completed) =>
        new(
            completed["questId"].QuestIdText(),
            completed["creator"].Address(),
            completed["performer"].Address(),
            completed["workHash"].Hash(),
            completed["xp"].UInt32(),
            completed["reputation"].UInt32(),
            (ulong)completed["completedAt"].Integer(),
            completed["signaturesHash"].Hash()
        );

    private static SignedStatement ReadStatement(JsonMember statement, bool ofCreator)
    {
        var message = statement["message"];
        var kind = statement["kind"].Word("ecdsa", "erc1271", "erc6492");
        return new SignedStatement(
            message["quest"].NullableText(),
            ofCreator
                ? new GrantedReward(message["outcome"].Text(), message["xp"].UInt32(), message["reputation"].UInt32())
                : null,
            message["questId"].QuestIdBytes16(),
            message["creator"].Address(),
            message["performer"].Address(),
            message["workHash"].Hash(),
            (ulong)message["deadline"].Integer(),
            statement["signature"].Bytes(),
            kind,
            kind == "ecdsa"
                ? null
                : new BlockReference(
                    (ulong)statement["validAt"]["blockNumber"].Integer(),
                    statement["validAt"]["blockHash"].Hash()
                )
        );
    }

    private static StatedLeaf ReadLeaf(JsonMember leaf) =>
        new(
            [.. leaf["encoding"].List().Select(type => type.Text())],
            [.. leaf["value"].List().Select(element => element.TextOrInteger())],
            leaf["hash"].Hash()
        );

    private static MerklePath ReadPath(JsonMember merkle) =>
        new(
            (ulong)merkle["batchId"].Integer(),
            merkle["root"].Hash(),
            (ulong)merkle["leafCount"].Integer(),
            (ulong)merkle["leafIndex"].Integer(),
            [.. merkle["proof"].List().Select(node => node.Hash())]
        );

    private static AnchorHints ReadAnchor(JsonMember anchor) =>
        new(
            (ulong)anchor["chainId"].Integer(),
            anchor["contract"].Address(),
            anchor["transactionHash"].Hash(),
            new BlockReference((ulong)anchor["blockNumber"].Integer(), anchor["blockHash"].Hash()),
            (ulong)anchor["logIndex"].Integer(),
            anchor["finality"].Text()
        );

    private static DisclosedContent ReadContent(JsonMember content) =>
        new(
            content["salt"].Hash(),
            content["title"].Text(),
            content["description"].Text(),
            content["exceptionalCriteria"].Text(),
            content["submission"].Text(),
            [.. content["evidence"].List().Select(hash => hash.Hash())]
        );

    private static Proof Consistent(Proof proof)
    {
        if (proof.QuestId != proof.Completed.QuestId)
        {
            throw new ProofFormatException("quest.id is not completed.questId.");
        }
        if (proof.Title is { } title && TitleHash.Compute(title) != proof.TitleHash)
        {
            throw new ProofFormatException("quest.titleHash is not the hash of quest.title.");
        }
        if (proof.Anchor.ChainId != proof.Domain.ChainId)
        {
            throw new ProofFormatException("anchor.chainId is not domain.chainId.");
        }
        if (proof.Anchor.Contract != proof.Domain.VerifyingContract)
        {
            throw new ProofFormatException("anchor.contract is not domain.verifyingContract.");
        }
        return proof;
    }
}

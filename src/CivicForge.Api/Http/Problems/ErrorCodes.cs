using System.Reflection;

namespace CivicForge.Api.Http.Problems;

/// <summary>Every code the API answers with (http-api.md), one field each.</summary>
public static class ErrorCodes
{
    public static readonly ErrorCode MalformedJson = new("malformed-json", 400, "The body is not JSON", "Send one well-formed JSON object.");
    public static readonly ErrorCode UnknownMember = new("unknown-member", 400, "The body has a member that this operation does not know", "Remove it or correct its spelling; names are case-sensitive.");
    public static readonly ErrorCode InvalidQuery = new("invalid-query", 400, "A query parameter or header is not valid", "Correct the named parameter.");
    public static readonly ErrorCode InvalidId = new("invalid-id", 400, "The id in the path is not valid", "Take ids from the answers of this API as they are.");
    public static readonly ErrorCode SiweMalformed = new("siwe-malformed", 400, "The sign-in message is not EIP-4361", "Build the message exactly as EIP-4361 says.");

    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, "A valid access token is needed", "Sign in, or refresh the session, and send Authorization: Bearer.");
    public static readonly ErrorCode SessionRevoked = new("session-revoked", 401, "The session is over", "Sign in again.");
    public static readonly ErrorCode SiweDomainMismatch = new("siwe-domain-mismatch", 401, "The message is for another domain", "Sign a message whose domain is one of the service's origins.");
    public static readonly ErrorCode SiweUriMismatch = new("siwe-uri-mismatch", 401, "The message is for another URI", "Sign a message whose URI has the origin of the service.");
    public static readonly ErrorCode SiweChainMismatch = new("siwe-chain-mismatch", 401, "The message is for another chain", "Switch the wallet to the chain in /.well-known/civicforge.json.");
    public static readonly ErrorCode SiweNonceUnknown = new("siwe-nonce-unknown", 401, "The nonce is unknown, used or too old", "Ask for a new nonce and sign again.");
    public static readonly ErrorCode SiweExpired = new("siwe-expired", 401, "The message has expired", "Sign a fresh message; check the clock of the device.");
    public static readonly ErrorCode SiweNotYetValid = new("siwe-not-yet-valid", 401, "The message is not valid yet", "Wait, or check the clock of the device.");
    public static readonly ErrorCode SiweSignatureInvalid = new("siwe-signature-invalid", 401, "The signature is not the address's", "Sign with the wallet whose address is in the message.");

    public static readonly ErrorCode Forbidden = new("forbidden", 403, "Not allowed", "Use an account that has the role.");
    public static readonly ErrorCode NotAParty = new("not-a-party", 403, "Only a party of the quest may do this", "Sign in as its creator or performer.");
    public static readonly ErrorCode OwnQuest = new("own-quest", 403, "Not on one's own quest", "Another member has to do this.");

    public static readonly ErrorCode NotFound = new("not-found", 404, "Nothing is here", "Check the path; /docs lists all of them.");
    public static readonly ErrorCode QuestNotFound = new("quest-not-found", 404, "No such quest", "Check the id.");
    public static readonly ErrorCode RequestNotFound = new("request-not-found", 404, "This member does not ask for the quest", "Read the quest again; requests may be taken back.");
    public static readonly ErrorCode MemberNotFound = new("member-not-found", 404, "No such member", "An address becomes a member with its first sign-in.");
    public static readonly ErrorCode SessionNotFound = new("session-not-found", 404, "No such session", "List the sessions again.");
    public static readonly ErrorCode EvidenceNotFound = new("evidence-not-found", 404, "No such file", "Check the SHA-256.");
    public static readonly ErrorCode BatchNotFound = new("batch-not-found", 404, "No such batch", "Batches are found by their chain's batch id or their root.");
    public static readonly ErrorCode RewardNotFound = new("reward-not-found", 404, "No such reward", "A quest has a reward from its completion on.");
    public static readonly ErrorCode AlarmNotFound = new("alarm-not-found", 404, "No such alarm", "List the alarms again.");
    public static readonly ErrorCode NotAnchoredYet = new("not-anchored-yet", 404, "The pair is not anchored yet", "Ask again later; anchorBy says when it is due.");
    public static readonly ErrorCode NotComplete = new("not-complete", 404, "The quest is not complete", "Both parties have to attest first.");
    public static readonly ErrorCode NotDualAttested = new("not-dual-attested", 404, "The quest was resolved without two attestations", "There is no proof of it.");
    public static readonly ErrorCode MethodNotAllowed = new("method-not-allowed", 405, "The path does not know this method", "See the Allow header.");

    public static readonly ErrorCode TooSlow = new("too-slow", 408, "The body came too slowly", "Send it again over a faster connection; a file may be made smaller first.");

    public static readonly ErrorCode InvalidTransition = new("invalid-transition", 409, "The quest's state does not allow this", "See state and allowed.");
    public static readonly ErrorCode AlreadyClaimed = new("already-claimed", 409, "Somebody else has claimed the quest", "Pick another quest.");
    public static readonly ErrorCode ClaimedBefore = new("claimed-before", 409, "The member has taken this quest before", "Leave it to somebody else, at least until the time in until.");
    public static readonly ErrorCode TooManyOpenClaims = new("too-many-open-claims", 409, "Too many quests are taken and not finished", "Finish one or give one back first.");
    public static readonly ErrorCode TooManyOpenQuests = new("too-many-open-quests", 409, "Too many open quests", "Wait until one is taken, or cancel one.");
    public static readonly ErrorCode TooManyOpenRequests = new("too-many-open-requests", 409, "Too many requests for private quests", "Take one back, or wait for an answer.");
    public static readonly ErrorCode RequestsFull = new("requests-full", 409, "As many members as are allowed ask for the quest already", "Ask its creator to answer some of them.");
    public static readonly ErrorCode NotPrivate = new("not-private", 409, "The quest is public", "Share its address; it needs no key.");
    public static readonly ErrorCode NotEnoughCreationPoints = new("not-enough-creation-points", 409, "Not enough creation points", "Complete quests to earn some.");
    public static readonly ErrorCode IdempotencyKeyReused = new("idempotency-key-reused", 409, "The Idempotency-Key was used with another body", "Use a new key for a new quest.");
    public static readonly ErrorCode OpenObligations = new("open-obligations", 409, "There are open obligations", "Finish or release the listed quests first.");
    public static readonly ErrorCode NotAwaitingAttestation = new("not-awaiting-attestation", 409, "The quest is not waiting for attestations", "Only a submitted quest can be attested.");
    public static readonly ErrorCode AlreadyAttested = new("already-attested", 409, "Already attested with another outcome", "The first attestation stands.");
    public static readonly ErrorCode AlreadySigned = new("already-signed", 409, "A party has signed the submission", "Sign too, or ask the creator for a revision.");
    public static readonly ErrorCode EvidenceInUse = new("evidence-in-use", 409, "A submission lists the file", "Withdraw the submission first, as long as nobody has signed it.");
    public static readonly ErrorCode EvidenceQuota = new("evidence-quota", 409, "No room for this file", "Remove a file that is not needed, or send a smaller one; see quota, used and allowed.");
    public static readonly ErrorCode DeadlinePassed = new("deadline-passed", 410, "The deadline of these typed data has passed", "Fetch the attestation payload again and sign it.");
    public static readonly ErrorCode QuestChanged = new("quest-changed", 412, "The quest changed since it was read", "Read it again and decide anew.");
    public static readonly ErrorCode BodyTooLarge = new("body-too-large", 413, "The body is too large", "JSON may have 64 KiB, a file 10 MiB.");
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported-media-type", 415, "The media type is not supported", "Send application/json, or multipart/form-data where a file is wanted.");

    public static readonly ErrorCode ValidationFailed = new("validation-failed", 422, "Fields are not valid", "Correct the fields in errors.");
    public static readonly ErrorCode EvidenceHasLocation = new("evidence-has-location", 422, "The file says where it was made", "Upload it with the web app, which removes that, or remove all metadata before hashing and uploading; the server never changes bytes.");
    public static readonly ErrorCode EvidenceNotAccounted = new("evidence-not-accounted", 422, "The file holds something besides the picture or the pages", "Upload it with the web app, which keeps only the picture, or save it anew without metadata; at says where, segment what was found.");
    public static readonly ErrorCode PictureTooLarge = new("picture-too-large", 422, "The picture has too many pixels", "Scale it down; the web app does.");
    public static readonly ErrorCode EvidenceUnknown = new("evidence-unknown", 422, "The submission names a file that was not uploaded", "Upload it first.");
    public static readonly ErrorCode EvidenceRequired = new("evidence-required", 422, "The quest asks for evidence", "Upload at least one file and name it.");
    public static readonly ErrorCode SignatureInvalid = new("signature-invalid", 422, "The signature is not well-formed", "Send 65 bytes r, s, v (or 64 bytes EIP-2098) as 0x and lower-case hex, or what the contract wallet returned.");
    public static readonly ErrorCode SignatureMalleable = new("signature-malleable", 422, "The signature has a high s", "Send the low-s form (EIP-2).");
    public static readonly ErrorCode SignerMismatch = new("signer-mismatch", 422, "The signature is by another account or over other data", "Fetch the attestation payload again and sign it with the signed-in wallet.");
    public static readonly ErrorCode WalletNotDeployed = new("wallet-not-deployed", 422, "The contract wallet is not deployed yet", "Deploy the wallet on this chain, then sign again.");

    public static readonly ErrorCode RateLimited = new("rate-limited", 429, "Too many requests", "Wait for Retry-After seconds.");
    public static readonly ErrorCode TooManyConnections = new("too-many-connections", 429, "Too many connections from one address", "Close some, use fewer at a time, and try again after Retry-After seconds.");
    public static readonly ErrorCode TooManyStreams = new("too-many-streams", 429, "Too many event streams from one address", "Share one stream between the pages of a browser, close some, and try again after Retry-After seconds.");
    public static readonly ErrorCode EvidenceDayQuota = new("evidence-day-quota", 429, "Enough uploaded for today", "Go on after Retry-After seconds.");
    public static readonly ErrorCode GrantDayLimit = new("grant-day-limit", 429, "Enough points granted for today", "Go on after Retry-After seconds, or raise Members:MaxGrantedPerDay.");
    public static readonly ErrorCode Internal = new("internal", 500, "Something broke on our side", "Tell the operator the traceId.");
    public static readonly ErrorCode Unavailable = new("unavailable", 503, "The service can not answer now", "Try again after Retry-After seconds.");
    public static readonly ErrorCode SignatureInconclusive = new("signature-inconclusive", 503, "The signature could not be checked", "The chain node does not answer; the same request may be sent again later.");
    public static readonly ErrorCode EvidenceStorageFull = new("evidence-storage-full", 507, "The service has no room for files", "Tell the operator; texts can be handed in without files.");

    /// <summary>All codes in the order of the table above.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!)];
}

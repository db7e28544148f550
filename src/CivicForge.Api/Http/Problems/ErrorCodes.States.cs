namespace CivicForge.Api.Http.Problems;

/// <content>What state, content and limits do not allow, and what is wrong on this side: 405 to 507.</content>
public static partial class ErrorCodes
{
    public static readonly ErrorCode MethodNotAllowed = new(
        "method-not-allowed",
        405,
        "The path does not know this method",
        "See the Allow header."
    );
    public static readonly ErrorCode TooSlow = new(
        "too-slow",
        408,
        "The body came too slowly",
        "Send it again over a faster connection; a file may be made smaller first."
    );
    public static readonly ErrorCode InvalidTransition = new(
        "invalid-transition",
        409,
        "The quest's state does not allow this",
        "See state and allowed."
    );
    public static readonly ErrorCode AlreadyClaimed = new(
        "already-claimed",
        409,
        "Somebody else has claimed the quest",
        "Pick another quest."
    );
    public static readonly ErrorCode ClaimedBefore = new(
        "claimed-before",
        409,
        "The member has taken this quest before",
        "Leave it to somebody else, at least until the time in until."
    );
    public static readonly ErrorCode TooManyOpenClaims = new(
        "too-many-open-claims",
        409,
        "Too many quests are taken and not finished",
        "Finish one or give one back first."
    );
    public static readonly ErrorCode TooManyOpenQuests = new(
        "too-many-open-quests",
        409,
        "Too many open quests",
        "Wait until one is taken, or cancel one."
    );
    public static readonly ErrorCode TooManyOpenRequests = new(
        "too-many-open-requests",
        409,
        "Too many requests for private quests",
        "Take one back, or wait for an answer."
    );
    public static readonly ErrorCode RequestsFull = new(
        "requests-full",
        409,
        "As many members as are allowed ask for the quest already",
        "Ask its creator to answer some of them."
    );
    public static readonly ErrorCode NotPrivate = new(
        "not-private",
        409,
        "The quest is public",
        "Share its address; it needs no key."
    );
    public static readonly ErrorCode NotEnoughCreationPoints = new(
        "not-enough-creation-points",
        409,
        "Not enough creation points",
        "Complete quests to earn some."
    );
    public static readonly ErrorCode IdempotencyKeyReused = new(
        "idempotency-key-reused",
        409,
        "The Idempotency-Key was used with another body",
        "Use a new key for a new quest."
    );
    public static readonly ErrorCode IncidentResolved = new(
        "incident-resolved",
        409,
        "The incident is over",
        "Open a new one."
    );
    public static readonly ErrorCode OpenObligations = new(
        "open-obligations",
        409,
        "There are open obligations",
        "Finish or release the listed quests first."
    );
    public static readonly ErrorCode NotAwaitingAttestation = new(
        "not-awaiting-attestation",
        409,
        "The quest is not waiting for attestations",
        "Only a submitted quest can be attested."
    );
    public static readonly ErrorCode AlreadyAttested = new(
        "already-attested",
        409,
        "Already attested with another outcome",
        "The first attestation stands."
    );
    public static readonly ErrorCode AlreadySigned = new(
        "already-signed",
        409,
        "A party has signed the submission",
        "Sign too, or ask the creator for a revision."
    );
    public static readonly ErrorCode YourTurn = new(
        "your-turn",
        409,
        "The other party does not owe the next step",
        "Take the next step yourself; see the quest's actions."
    );
    public static readonly ErrorCode NudgedBefore = new(
        "nudged-before",
        409,
        "A party of this quest was nudged within a day",
        "Wait until the time in until."
    );
    public static readonly ErrorCode EvidenceInUse = new(
        "evidence-in-use",
        409,
        "A submission lists the file",
        "Withdraw the submission first, as long as nobody has signed it."
    );
    public static readonly ErrorCode EvidenceQuota = new(
        "evidence-quota",
        409,
        "No room for this file",
        "Remove a file that is not needed, or send a smaller one; see quota, used and allowed."
    );
    public static readonly ErrorCode DeadlinePassed = new(
        "deadline-passed",
        410,
        "The deadline of these typed data has passed",
        "Fetch the attestation payload again and sign it."
    );
    public static readonly ErrorCode QuestChanged = new(
        "quest-changed",
        412,
        "The quest changed since it was read",
        "Read it again and decide anew."
    );
    public static readonly ErrorCode BodyTooLarge = new(
        "body-too-large",
        413,
        "The body is too large",
        "JSON may have 64 KiB, a file 10 MiB."
    );
    public static readonly ErrorCode UnsupportedMediaType = new(
        "unsupported-media-type",
        415,
        "The media type is not supported",
        "Send application/json, or multipart/form-data where a file is wanted."
    );
    public static readonly ErrorCode ValidationFailed = new(
        "validation-failed",
        422,
        "Fields are not valid",
        "Correct the fields in errors."
    );
    public static readonly ErrorCode EvidenceHasLocation = new(
        "evidence-has-location",
        422,
        "The file says where it was made",
        "Upload it with the web app, which removes that, or remove all metadata before hashing and uploading; the "
            + "server never changes bytes."
    );
    public static readonly ErrorCode EvidenceNotAccounted = new(
        "evidence-not-accounted",
        422,
        "The file holds something besides the picture or the pages",
        "Upload it with the web app, which keeps only the picture, or save it anew without metadata; at says "
            + "where, segment what was found."
    );
    public static readonly ErrorCode PictureTooLarge = new(
        "picture-too-large",
        422,
        "The picture has too many pixels",
        "Scale it down; the web app does."
    );
    public static readonly ErrorCode EvidenceUnknown = new(
        "evidence-unknown",
        422,
        "The submission names a file that was not uploaded",
        "Upload it first."
    );
    public static readonly ErrorCode EvidenceRequired = new(
        "evidence-required",
        422,
        "The quest asks for evidence",
        "Upload at least one file and name it."
    );
    public static readonly ErrorCode SignatureInvalid = new(
        "signature-invalid",
        422,
        "The signature is not well-formed",
        "Send 65 bytes r, s, v (or 64 bytes EIP-2098) as 0x and lower-case hex, or what the contract wallet returned."
    );
    public static readonly ErrorCode SignatureMalleable = new(
        "signature-malleable",
        422,
        "The signature has a high s",
        "Send the low-s form (EIP-2)."
    );
    public static readonly ErrorCode SignerMismatch = new(
        "signer-mismatch",
        422,
        "The signature is by another account or over other data",
        "Fetch the attestation payload again and sign it with the signed-in wallet."
    );
    public static readonly ErrorCode WalletNotDeployed = new(
        "wallet-not-deployed",
        422,
        "The contract wallet is not deployed yet",
        "Deploy the wallet on this chain, then sign again."
    );
    public static readonly ErrorCode RateLimited = new(
        "rate-limited",
        429,
        "Too many requests",
        "Wait for Retry-After seconds."
    );
    public static readonly ErrorCode TooManyConnections = new(
        "too-many-connections",
        429,
        "Too many connections from one address",
        "Close some, use fewer at a time, and try again after Retry-After seconds."
    );
    public static readonly ErrorCode TooManyStreams = new(
        "too-many-streams",
        429,
        "Too many event streams from one address",
        "Share one stream between the pages of a browser, close some, and try again after Retry-After seconds."
    );
    public static readonly ErrorCode EvidenceDayQuota = new(
        "evidence-day-quota",
        429,
        "Enough uploaded for today",
        "Go on after Retry-After seconds."
    );
    public static readonly ErrorCode GrantDayLimit = new(
        "grant-day-limit",
        429,
        "Enough points granted for today",
        "Go on after Retry-After seconds, or raise Members:MaxGrantedPerDay."
    );
    public static readonly ErrorCode Internal = new(
        "internal",
        500,
        "Something broke on our side",
        "Tell the operator the traceId."
    );
    public static readonly ErrorCode Unavailable = new(
        "unavailable",
        503,
        "The service cannot answer now",
        "Try again after Retry-After seconds."
    );
    public static readonly ErrorCode Maintenance = new(
        "maintenance",
        503,
        "The service is being maintained",
        "Nothing was changed. Send the same again after Retry-After seconds; see mode, reason and until."
    );
    public static readonly ErrorCode SignatureInconclusive = new(
        "signature-inconclusive",
        503,
        "The signature could not be checked",
        "The chain node does not answer; the same request may be sent again later."
    );
    public static readonly ErrorCode EvidenceStorageFull = new(
        "evidence-storage-full",
        507,
        "The service has no room for files",
        "Tell the operator; texts can be handed in without files."
    );
}

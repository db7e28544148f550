namespace CivicForge.Api.Http.Problems;

/// <content>What is wrong with the request itself, who asks, and for what: 400 to 404.</content>
public static partial class ErrorCodes
{
    public static readonly ErrorCode MalformedJson = new(
        "malformed-json",
        400,
        "The body is not JSON",
        "Send one well-formed JSON object."
    );
    public static readonly ErrorCode UnknownMember = new(
        "unknown-member",
        400,
        "The body has a member that this operation does not know",
        "Remove it or correct its spelling; names are case-sensitive."
    );
    public static readonly ErrorCode InvalidQuery = new(
        "invalid-query",
        400,
        "A query parameter or header is not valid",
        "Correct the named parameter."
    );
    public static readonly ErrorCode InvalidId = new(
        "invalid-id",
        400,
        "The id in the path is not valid",
        "Take ids from the answers of this API as they are."
    );
    public static readonly ErrorCode SiweMalformed = new(
        "siwe-malformed",
        400,
        "The sign-in message is not EIP-4361",
        "Build the message exactly as EIP-4361 says."
    );
    public static readonly ErrorCode Unauthenticated = new(
        "unauthenticated",
        401,
        "A valid access token is needed",
        "Sign in, or refresh the session, and send Authorization: Bearer."
    );
    public static readonly ErrorCode SessionRevoked = new(
        "session-revoked",
        401,
        "The session is over",
        "Sign in again."
    );
    public static readonly ErrorCode SiweDomainMismatch = new(
        "siwe-domain-mismatch",
        401,
        "The message is for another domain",
        "Sign a message whose domain is one of the service's origins."
    );
    public static readonly ErrorCode SiweUriMismatch = new(
        "siwe-uri-mismatch",
        401,
        "The message is for another URI",
        "Sign a message whose URI has the origin of the service."
    );
    public static readonly ErrorCode SiweChainMismatch = new(
        "siwe-chain-mismatch",
        401,
        "The message is for another chain",
        "Switch the wallet to the chain in /.well-known/civicforge.json."
    );
    public static readonly ErrorCode SiweNonceUnknown = new(
        "siwe-nonce-unknown",
        401,
        "The nonce is unknown, used or too old",
        "Ask for a new nonce and sign again."
    );
    public static readonly ErrorCode SiweExpired = new(
        "siwe-expired",
        401,
        "The message has expired",
        "Sign a fresh message; check the clock of the device."
    );
    public static readonly ErrorCode SiweNotYetValid = new(
        "siwe-not-yet-valid",
        401,
        "The message is not valid yet",
        "Wait, or check the clock of the device."
    );
    public static readonly ErrorCode SiweSignatureInvalid = new(
        "siwe-signature-invalid",
        401,
        "The signature is not the address's",
        "Sign with the wallet whose address is in the message."
    );
    public static readonly ErrorCode Forbidden = new(
        "forbidden",
        403,
        "Not allowed",
        "Use an account that has the role."
    );
    public static readonly ErrorCode NotAParty = new(
        "not-a-party",
        403,
        "Only a party of the quest may do this",
        "Sign in as its creator or performer."
    );
    public static readonly ErrorCode OwnQuest = new(
        "own-quest",
        403,
        "Not on one's own quest",
        "Another member has to do this."
    );
    public static readonly ErrorCode NotFound = new(
        "not-found",
        404,
        "Nothing is here",
        "Check the path; /docs lists all of them."
    );
    public static readonly ErrorCode QuestNotFound = new("quest-not-found", 404, "No such quest", "Check the id.");
    public static readonly ErrorCode RequestNotFound = new(
        "request-not-found",
        404,
        "This member does not ask for the quest",
        "Read the quest again; requests may be taken back."
    );
    public static readonly ErrorCode MemberNotFound = new(
        "member-not-found",
        404,
        "No such member",
        "An address becomes a member with its first sign-in."
    );
    public static readonly ErrorCode SessionNotFound = new(
        "session-not-found",
        404,
        "No such session",
        "List the sessions again."
    );
    public static readonly ErrorCode EvidenceNotFound = new(
        "evidence-not-found",
        404,
        "No such file",
        "Check the SHA-256."
    );
    public static readonly ErrorCode BatchNotFound = new(
        "batch-not-found",
        404,
        "No such batch",
        "Batches are found by their chain's batch id or their root."
    );
    public static readonly ErrorCode RewardNotFound = new(
        "reward-not-found",
        404,
        "No such reward",
        "A quest has a reward from its completion on."
    );
    public static readonly ErrorCode AlarmNotFound = new(
        "alarm-not-found",
        404,
        "No such alarm",
        "List the alarms again."
    );
    public static readonly ErrorCode IncidentNotFound = new(
        "incident-not-found",
        404,
        "No such incident",
        "List the incidents again."
    );
    public static readonly ErrorCode NotAnchoredYet = new(
        "not-anchored-yet",
        404,
        "The pair is not anchored yet",
        "Ask again later; anchorBy says when it is due."
    );
    public static readonly ErrorCode NotComplete = new(
        "not-complete",
        404,
        "The quest is not complete",
        "Both parties have to attest first."
    );
    public static readonly ErrorCode NotDualAttested = new(
        "not-dual-attested",
        404,
        "The quest was resolved without two attestations",
        "There is no proof of it."
    );
}

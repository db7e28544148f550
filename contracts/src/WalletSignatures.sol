// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Signatures of any wallet: ECDSA, ERC-1271, ERC-6492 after deployment (protocol §4)
/// @notice No input makes `isValid` revert, as long as 1/64 of the gas is enough to return: a hostile wallet is just one
/// that did not sign.
/// @dev ECDSA comes before any look at the code of the account: it is the cheap and the common case, and an account with
/// an EIP-7702 delegation keeps its key. OpenZeppelin's ERC-1271 call reads one word of the answer, whatever its size, so
/// a return bomb costs the caller nothing; what the wallet burns is bounded by the 63/64 rule of EIP-150.
library WalletSignatures {
    /// @dev ERC-6492: the last 32 bytes of a wrapped signature.
    bytes32 internal constant ERC6492_SUFFIX = 0x6492649264926492649264926492649264926492649264926492649264926492;

    /// @notice Whether `signature` over `digest` is one of `signer`.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        // Malleable values (high s), v other than 27/28, and lengths other than 65 are errors here.
        (address recovered, ECDSA.RecoverError error,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (error == ECDSA.RecoverError.NoError && recovered == signer) return true;
        if (!_isWrapped(signature)) {
            return SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
        }
        (bool wellFormed, bytes calldata inner) = _unwrap(signature);
        return wellFormed && SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, inner);
    }

    function _isWrapped(bytes calldata signature) private pure returns (bool) {
        return signature.length >= 32 && bytes32(signature[signature.length - 32:]) == ERC6492_SUFFIX;
    }

    /// @dev abi.decode(signature without suffix, (address factory, bytes factoryCalldata, bytes inner)), but bad offsets
    /// and lengths are an answer instead of a revert. The factory is not even read, so it is never called.
    function _unwrap(bytes calldata signature) private pure returns (bool wellFormed, bytes calldata inner) {
        bytes calldata body = signature[:signature.length - 32];
        inner = body[:0];
        if (body.length < 128) return (false, inner); // three words of head, one of length
        uint256 offset = uint256(bytes32(body[64:96]));
        if (offset > body.length - 32) return (false, inner);
        uint256 start = offset + 32;
        uint256 length = uint256(bytes32(body[offset:start]));
        if (length > body.length - start) return (false, inner);
        return (true, body[start:start + length]);
    }
}

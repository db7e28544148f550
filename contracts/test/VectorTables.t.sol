// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {SignedVector} from "./fixture/SignedVector.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice The golden vectors of the whole project against the contracts; the tables grow without a change here.
contract VectorTablesTest is Fixture {
    function test_Every_signature_has_the_published_verdict() public view {
        string memory json = vm.readFile("../tests/vectors/signatures.json");
        uint256 valid;
        uint256 n;
        for (string memory at = ".signatures[0]"; vm.keyExistsJson(json, at); at = _item(".signatures", ++n)) {
            bytes memory signed = vm.parseJsonBytes(json, string.concat(at, ".signature"));
            string memory verdict = vm.parseJsonString(json, string.concat(at, ".verdict"));
            bool recovers = _is(verdict, "valid") || _is(verdict, "malleable");
            address signer = recovers ? vm.parseJsonAddress(json, string.concat(at, ".signer")) : creator;
            // A chain knows the stored form only; the others are normalised before they are stored.
            bool stored = signed.length == 65 && (signed[64] == 0x1b || signed[64] == 0x1c);
            bool expected = stored && _is(verdict, "valid");
            bytes32 digest = vm.parseJsonBytes32(json, string.concat(at, ".digest"));
            vm.assertTrue(registry.isSignatureValid(signer, digest, signed) == expected, at);
            if (expected) ++valid;
        }
        vm.assertTrue(valid >= 30 && n > 2 * valid, "the table is read");
    }

    function test_Every_completion_verifies_on_its_own_domain_only() public {
        string memory json = vm.readFile("../tests/vectors/protocol.json");
        uint256 here;
        uint256 n;
        for (string memory at = ".completions[0]"; vm.keyExistsJson(json, at); at = _item(".completions", ++n)) {
            (CompletedQuest memory completed, SignedTerms memory terms) = SignedVector.read(json, at);
            string memory domain = string.concat(at, ".creatorAttestation.domain");
            vm.chainId(vm.parseJsonUint(json, string.concat(domain, ".chainId")));
            bool own = vm.parseJsonAddress(json, string.concat(domain, ".verifyingContract")) == address(registry);
            vm.assertEq(registry.leafOf(completed), vm.parseJsonBytes32(json, string.concat(at, ".leaf.hash")), at);
            (bool anchored, bool signed) = registry.verify(anchorAlone(completed), completed, none(), terms);
            vm.assertTrue(anchored && signed == own, at);
            vm.chainId(4242);
            (, signed) = registry.verify(registry.batchCount(), completed, none(), terms);
            vm.assertFalse(signed, at);
            if (own) ++here;
        }
        vm.assertTrue(here >= 10, "the table is read");
    }

    function test_Every_proof_of_every_tree_leads_to_its_root() public {
        string memory json = vm.readFile("../tests/vectors/trees.json");
        uint256 n;
        for (string memory at = ".trees[0]"; vm.keyExistsJson(json, at); at = _item(".trees", ++n)) {
            uint64 batchId = anchor(vm.parseJsonBytes32(json, string.concat(at, ".root")));
            uint256 m;
            string memory proofs = string.concat(at, ".proofs");
            for (string memory p = _item(proofs, 0); vm.keyExistsJson(json, p); p = _item(proofs, ++m)) {
                uint256 i = vm.parseJsonUint(json, string.concat(p, ".leafIndex"));
                bytes32[] memory proof = vm.parseJsonBytes32Array(json, string.concat(p, ".proof"));
                vm.assertTrue(registry.statusOf(batchId, _value(i), proof) == AttestationRegistry.Status.Attested, p);
                vm.assertTrue(registry.statusOf(batchId, _value(i + 1), proof) == AttestationRegistry.Status.Unknown, p);
            }
        }
        vm.assertTrue(n >= 258, "the table is read");
    }

    /// @dev The rule by which trees.json makes its values, written there as `leafRule`.
    function _value(uint256 i) private pure returns (CompletedQuest memory) {
        bytes32 h = keccak256(abi.encode(i));
        bytes32 g = keccak256(abi.encode(h));
        return CompletedQuest({
            questId: bytes16(h),
            creator: address(uint160(uint256(h))),
            performer: address(uint160(uint256(g))),
            workHash: g,
            xp: uint32(i % 1501),
            reputation: uint32(i % 101),
            completedAt: uint64(1_790_000_000 + i),
            signaturesHash: h
        });
    }

    function _is(string memory verdict, string memory expected) private pure returns (bool) {
        return keccak256(bytes(verdict)) == keccak256(bytes(expected));
    }

    function _item(string memory list, uint256 i) private pure returns (string memory) {
        return string.concat(list, "[", vm.toString(i), "]");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {SignedVector} from "./fixture/SignedVector.sol";
import {StandardMerkleTree} from "./fixture/StandardMerkleTree.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice The worked example of the protocol, made by viem and checked with ethers and @openzeppelin/merkle-tree.
contract VectorsTest is Fixture {
    string private _json;

    function setUp() public override {
        super.setUp();
        _json = vm.readFile("../tests/vectors/example.json");
    }

    function test_The_registry_stands_where_the_vectors_were_signed_for() public view {
        vm.assertEq(address(registry), vm.parseJsonAddress(_json, ".domain.verifyingContract"));
        vm.assertEq(block.chainid, vm.parseJsonUint(_json, ".domain.chainId"));
        vm.assertEq(domainSeparator(block.chainid, address(registry)), _hash(".domainSeparator"));
    }

    function test_Leaf_title_and_signatures_hash_are_the_same() public view {
        (CompletedQuest memory completed, SignedTerms memory terms) = _example();
        vm.assertEq(registry.leafOf(completed), _hash(".leaf.hash"));
        vm.assertEq(keccak256(bytes(vm.parseJsonString(_json, ".content.title"))), terms.titleHash);
        bytes32 expected = completed.signaturesHash;
        commit(completed, terms);
        vm.assertEq(completed.signaturesHash, expected);
    }

    function test_Both_signatures_are_valid_over_the_digests() public view {
        (CompletedQuest memory completed, SignedTerms memory terms) = _example();
        bytes32 creators = _hash(".creatorAttestation.digest");
        bytes32 performers = _hash(".performerAttestation.digest");
        vm.assertEq(creatorDigest(completed, terms), creators);
        vm.assertEq(performerDigest(completed, terms), performers);
        vm.assertTrue(registry.isSignatureValid(completed.creator, creators, terms.creatorSignature));
        vm.assertTrue(registry.isSignatureValid(completed.performer, performers, terms.performerSignature));
        vm.assertTrue(
            registry.isSignatureValid(
                vm.parseJsonAddress(_json, ".accounts.receipt"),
                _hash(".receipt.digest"),
                vm.parseJsonBytes(_json, ".receipt.signature")
            )
        );
    }

    function test_The_batch_is_anchored_verified_and_paid() public {
        (CompletedQuest memory completed, SignedTerms memory terms) = _example();
        uint64 batchId = anchor(_hash(".batch.root"));
        bytes32[] memory proof = vm.parseJsonBytes32Array(_json, ".batch.proof");
        vm.assertTrue(registry.statusOf(batchId, completed, proof) == AttestationRegistry.Status.Attested);
        (bool anchored, bool signed) = registry.verify(batchId, completed, proof, terms);
        vm.assertTrue(anchored && signed);
        distributor.claim(batchId, completed, proof, terms);
        vm.assertEq(reputation.xpOf(completed.performer), completed.xp);
    }

    function test_The_tree_of_these_tests_is_the_tree_of_OpenZeppelin() public view {
        bytes32[] memory expected = vm.parseJsonBytes32Array(_json, ".batch.dump.tree");
        bytes32[] memory leaves = new bytes32[](3);
        (leaves[0], leaves[1], leaves[2]) = (expected[3], expected[2], expected[4]);
        bytes32[] memory tree = StandardMerkleTree.build(leaves);
        for (uint256 i = 0; i < expected.length; ++i) {
            vm.assertEq(tree[i], expected[i]);
        }
    }

    function _example() private view returns (CompletedQuest memory, SignedTerms memory) {
        return SignedVector.read(_json, "");
    }

    function _hash(string memory path) private view returns (bytes32) {
        return vm.parseJsonBytes32(_json, path);
    }
}

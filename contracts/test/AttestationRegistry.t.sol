// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    IAccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {Attestations} from "../src/Attestations.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";

contract AttestationRegistryTest is Fixture {
    bytes32 private constant ROOT = keccak256("root");

    function test_A_batch_is_anchored_under_the_next_id() public {
        vm.expectEmit(address(registry));
        emit AttestationRegistry.BatchAnchored(1, ROOT, 1000);
        vm.prank(anchorer);
        registry.anchor(1, ROOT, 1000);
        vm.assertEq(registry.rootOf(1), ROOT);
        vm.assertEq(registry.batchCount(), 1);
        vm.assertEq(registry.rootOf(2), bytes32(0));
    }

    function testFuzz_RevertWhen_the_id_is_not_the_next_one(uint64 batchId, uint8 before) public {
        uint64 expected = before % 8 + 1;
        for (uint64 i = 1; i < expected; ++i) {
            anchor(keccak256(abi.encode(i)));
        }
        vm.assume(batchId != expected);
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.UnexpectedBatch.selector, expected, batchId));
        vm.prank(anchorer);
        registry.anchor(batchId, ROOT, 1);
    }

    function test_Leaf_counts_from_1_to_65_536_are_accepted() public {
        vm.prank(anchorer);
        registry.anchor(1, ROOT, 1);
        vm.prank(anchorer);
        registry.anchor(2, ROOT, 65_536);
    }

    function testFuzz_RevertWhen_the_leaf_count_is_out_of_range(uint32 leafCount) public {
        vm.assume(leafCount == 0 || leafCount > 65_536);
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.InvalidBatch.selector, ROOT, leafCount));
        vm.prank(anchorer);
        registry.anchor(1, ROOT, leafCount);
    }

    function test_The_receipt_key_is_announced_when_it_changes() public {
        vm.assertEq(registry.receiptKey(), receiptKey);
        vm.expectEmit(address(registry));
        emit AttestationRegistry.ReceiptKeyChanged(stranger, receiptKey);
        vm.prank(admin);
        registry.setReceiptKey(stranger);
        vm.assertEq(registry.receiptKey(), stranger);
    }

    function test_The_first_receipt_key_is_announced_too() public {
        vm.expectEmit();
        emit AttestationRegistry.ReceiptKeyChanged(receiptKey, address(0));
        new AttestationRegistry(admin, anchorer, guardian, receiptKey);
    }

    function test_RevertWhen_the_receipt_key_is_zero() public {
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.InvalidAccount.selector, address(0)));
        vm.prank(admin);
        registry.setReceiptKey(address(0));
    }

    function test_RevertWhen_constructed_with_accounts_that_are_zero_or_share_a_role() public {
        _expectInvalid(address(0));
        new AttestationRegistry(admin, address(0), guardian, receiptKey);
        _expectInvalid(admin);
        new AttestationRegistry(admin, admin, guardian, receiptKey);
        _expectInvalid(address(0));
        new AttestationRegistry(admin, anchorer, address(0), receiptKey);
        _expectInvalid(admin);
        new AttestationRegistry(admin, anchorer, admin, receiptKey);
        _expectInvalid(anchorer);
        new AttestationRegistry(admin, anchorer, anchorer, receiptKey);
        _expectInvalid(address(0));
        new AttestationRegistry(admin, anchorer, guardian, address(0));
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControlDefaultAdminRules.AccessControlInvalidDefaultAdmin.selector, address(0)
            )
        );
        new AttestationRegistry(address(0), anchorer, guardian, receiptKey);
    }

    function test_The_admin_is_handed_over_only_after_three_days() public {
        vm.prank(admin);
        registry.beginDefaultAdminTransfer(stranger);
        uint256 schedule = block.timestamp + 3 days;
        vm.warp(schedule);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControlDefaultAdminRules.AccessControlEnforcedDefaultAdminDelay.selector, schedule
            )
        );
        vm.prank(stranger);
        registry.acceptDefaultAdminTransfer();
        vm.warp(schedule + 1);
        vm.prank(stranger);
        registry.acceptDefaultAdminTransfer();
        vm.assertEq(registry.owner(), stranger);
        vm.assertFalse(registry.hasRole(0, admin));
    }

    function test_The_admin_replaces_an_anchorer() public {
        bytes32 role = registry.ANCHORER();
        vm.prank(admin);
        registry.revokeRole(role, anchorer);
        vm.prank(admin);
        registry.grantRole(role, stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, anchorer, role)
        );
        vm.prank(anchorer);
        registry.anchor(1, ROOT, 1);
        vm.prank(stranger);
        registry.anchor(1, ROOT, 1);
    }

    function test_The_guardian_pauses_and_the_admin_unpauses() public {
        vm.prank(guardian);
        registry.pause();
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(anchorer);
        registry.anchor(1, ROOT, 1);
        vm.prank(admin);
        registry.unpause();
        anchor(ROOT);
    }

    function test_Its_domain_is_the_one_of_the_protocol() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = registry.eip712Domain();
        vm.assertEq(bytes32(fields), bytes32(bytes1(0x0f)));
        vm.assertEq(name, "CivicForge");
        vm.assertEq(version, "1");
        vm.assertEq(chainId, block.chainid);
        vm.assertEq(verifyingContract, address(registry));
        vm.assertEq(salt, bytes32(0));
        vm.assertEq(extensions.length, 0);
    }

    function test_Type_hashes_and_roles_are_those_of_the_published_strings() public view {
        string memory parties = "bytes16 questId,address creator,address performer,bytes32 workHash";
        vm.assertEq(
            Attestations.CREATOR_TYPEHASH,
            keccak256(
                bytes(
                    string.concat(
                        "CreatorAttestation(string quest,string outcome,",
                        parties,
                        ",uint32 xp,uint32 reputation,uint64 deadline)"
                    )
                )
            )
        );
        vm.assertEq(
            Attestations.PERFORMER_TYPEHASH,
            keccak256(bytes(string.concat("PerformerAttestation(string quest,", parties, ",uint64 deadline)")))
        );
        vm.assertEq(registry.ANCHORER(), keccak256("ANCHORER"));
        vm.assertEq(registry.GUARDIAN(), keccak256("GUARDIAN"));
        vm.assertTrue(registry.supportsInterface(type(IAccessControlDefaultAdminRules).interfaceId));
    }

    function _expectInvalid(address account) private {
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.InvalidAccount.selector, account));
    }
}

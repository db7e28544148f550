// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";
import {CarelessWallet, GarbageWallet, OwnedWallet, TrapFactory} from "./fixture/Wallets.sol";

contract WalletSignaturesTest is Fixture {
    bytes32 private constant DIGEST = keccak256("digest");
    bytes32 private constant SUFFIX = 0x6492649264926492649264926492649264926492649264926492649264926492;

    function testFuzz_The_signature_of_a_key_is_valid_for_its_address_only(uint256 privateKey, address other)
        public
        view
    {
        privateKey = privateKey % (type(uint128).max) + 1;
        address signer = vm.addr(privateKey);
        bytes memory signed = signature(privateKey, DIGEST);
        vm.assertTrue(registry.isSignatureValid(signer, DIGEST, signed));
        vm.assertFalse(registry.isSignatureValid(signer, keccak256("other"), signed));
        vm.assume(other != signer && other.code.length == 0 && uint160(other) > 0xffff);
        vm.assertFalse(registry.isSignatureValid(other, DIGEST, signed));
    }

    function testFuzz_Random_bytes_are_invalid_and_never_revert(address signer, bytes32 digest, bytes calldata random)
        public
        view
    {
        vm.assume(signer.code.length == 0);
        vm.assertFalse(registry.isSignatureValid(signer, digest, random));
    }

    function testFuzz_Random_wrapped_bytes_are_invalid_and_never_revert(bytes calldata random) public {
        OwnedWallet wallet = new OwnedWallet(creator);
        vm.assertFalse(registry.isSignatureValid(address(wallet), DIGEST, bytes.concat(random, SUFFIX)));
    }

    function testFuzz_What_abi_decode_refuses_to_unwrap_is_invalid_without_a_revert(uint8 offset, uint8 length) public {
        CarelessWallet wallet = new CarelessWallet();
        bytes memory body =
            abi.encode(address(wallet), uint256(96), uint256(offset), uint256(0), uint256(length % 64), uint256(0));
        bool decodes = true;
        try this.decode(body) {}
        catch {
            decodes = false;
        }
        bool valid = registry.isSignatureValid(address(wallet), DIGEST, bytes.concat(body, SUFFIX));
        vm.assertTrue(valid == decodes);
    }

    function decode(bytes calldata body)
        external
        pure
        returns (address factory, bytes memory call, bytes memory inner)
    {
        (factory, call, inner) = abi.decode(body, (address, bytes, bytes));
    }

    function test_A_length_that_overflows_is_invalid() public {
        CarelessWallet wallet = new CarelessWallet();
        bytes memory body = abi.encode(address(0), uint256(0), uint256(96), type(uint256).max);
        vm.assertFalse(registry.isSignatureValid(address(wallet), DIGEST, bytes.concat(body, SUFFIX)));
        body = abi.encode(address(0), uint256(0), type(uint256).max, uint256(0));
        vm.assertFalse(registry.isSignatureValid(address(wallet), DIGEST, bytes.concat(body, SUFFIX)));
    }

    function test_A_contract_wallet_answers_for_itself() public {
        OwnedWallet wallet = new OwnedWallet(creator);
        bytes memory signed = signature(creatorKey, DIGEST);
        vm.assertTrue(registry.isSignatureValid(address(wallet), DIGEST, signed));
        wallet.setOwner(stranger);
        vm.assertFalse(registry.isSignatureValid(address(wallet), DIGEST, signed));
    }

    function test_A_contract_wallet_may_accept_an_empty_signature() public {
        vm.assertTrue(registry.isSignatureValid(address(new CarelessWallet()), DIGEST, ""));
    }

    function test_The_empty_signature_of_an_account_without_code_is_invalid() public view {
        vm.assertFalse(registry.isSignatureValid(creator, DIGEST, ""));
        vm.assertFalse(registry.isSignatureValid(address(0), DIGEST, ""));
        vm.assertFalse(
            registry.isSignatureValid(address(0), DIGEST, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)))
        );
    }

    /// @dev A precompile that fails burns the gas it was given; 1/64 of the cap of protocol §4 is enough to answer.
    function test_Precompiles_sign_nothing() public view {
        bytes memory signed = signature(creatorKey, DIGEST);
        for (uint160 precompile = 1; precompile <= 0x11; ++precompile) {
            vm.assertFalse(registry.isSignatureValid{gas: 3_000_000}(address(precompile), DIGEST, signed));
        }
    }

    function test_The_inner_bytes_of_a_deployed_6492_wallet_go_to_1271_and_the_factory_is_never_called() public {
        OwnedWallet wallet = new OwnedWallet(creator);
        TrapFactory factory = new TrapFactory();
        bytes memory wrapped =
            bytes.concat(abi.encode(address(factory), hex"1234", signature(creatorKey, DIGEST)), SUFFIX);
        vm.assertTrue(registry.isSignatureValid(address(wallet), DIGEST, wrapped));
        vm.assertEq(factory.calls(), 0);
    }

    function test_A_6492_signature_of_a_wallet_that_is_not_deployed_is_invalid() public {
        bytes memory wrapped =
            bytes.concat(abi.encode(address(new TrapFactory()), hex"1234", signature(creatorKey, DIGEST)), SUFFIX);
        vm.assertFalse(registry.isSignatureValid(creator, DIGEST, wrapped));
    }

    function test_Only_the_exact_word_of_1271_counts() public {
        bytes4 magic = IERC1271.isValidSignature.selector;
        vm.assertTrue(_answers(abi.encode(magic)));
        vm.assertTrue(_answers(abi.encodePacked(abi.encode(magic), "more")));
        vm.assertFalse(_answers(""));
        vm.assertFalse(_answers(abi.encodePacked(magic)));
        vm.assertFalse(_answers(abi.encodePacked(magic, new bytes(27))));
        vm.assertFalse(_answers(abi.encode(true)));
        vm.assertFalse(_answers(abi.encodePacked(magic, type(uint224).max)));
        vm.assertFalse(_answers(abi.encode(uint256(uint32(magic)))));
    }

    function _answers(bytes memory answer) private returns (bool) {
        return registry.isSignatureValid(address(new GarbageWallet(answer)), DIGEST, "any");
    }
}

using System.Numerics;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;

namespace CivicForge.Chain.Tests.Rpc;

public sealed class EthClientTests(LocalChain chain)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transfer_is_sent_mined_and_seen_in_balances_block_and_receipt()
    {
        var client = await chain.ClientAsync();
        var (sender, recipient) = (LocalChain.Creator, PrivateKey.Generate().Address);
        var nonce = await client.GetTransactionCountAsync(sender.Address, BlockId.Latest, Token);

        var receipt = await chain.SendAsync(sender, recipient, [], value: 12345);

        receipt.Succeeded.ShouldBeTrue();
        receipt.GasUsed.ShouldBe(21000UL);
        (await client.GetBalanceAsync(recipient, BlockId.Latest, Token)).ShouldBe(new BigInteger(12345));
        (await client.GetTransactionCountAsync(sender.Address, BlockId.Latest, Token)).ShouldBe(nonce + 1);
        var block = (await client.GetBlockAsync(BlockId.Hash(receipt.BlockHash), Token)).ShouldNotBeNull();
        block.Number.ShouldBe(receipt.BlockNumber);
        block.TransactionHashes.ShouldContain(receipt.TransactionHash);
        (await client.GetBlockAsync(BlockId.Number(block.Number - 1), Token))!.Hash.ShouldBe(block.ParentHash);
        (await client.GetTransactionAsync(receipt.TransactionHash, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_node_does_not_have_is_null_or_not_available()
    {
        var client = await chain.ClientAsync();
        var nothing = Keccak256.Hash("nothing"u8);
        (await client.GetReceiptAsync(nothing, Token)).ShouldBeNull();
        (await client.GetTransactionAsync(nothing, Token)).ShouldBeNull();
        (await client.GetBlockAsync(BlockId.Hash(nothing), Token)).ShouldBeNull();
        (await client.GetBlockAsync(BlockId.Number(1_000_000), Token)).ShouldBeNull();
        (await client.GetCodeAsync(LocalChain.Creator.Address, BlockId.Latest, Token)).ShouldBeEmpty();
        var refusal = await Should.ThrowAsync<RpcException>(() =>
            client.GetBalanceAsync(Address.Zero, BlockId.Number(1_000_000), Token)
        );
        refusal.Failure.ShouldBe(RpcFailure.NotAvailable);
        refusal.Retryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Chain_id_fees_and_gas_are_read()
    {
        var client = await chain.ClientAsync();
        (await client.ChainIdAsync(Token)).ShouldBe(31337UL);
        await chain.SendAsync(LocalChain.Creator, Address.Zero, []);
        var fees = await client.FeeHistoryAsync(2, BlockId.Latest, [25, 75], Token);
        fees.BaseFeePerGas.Count.ShouldBeGreaterThanOrEqualTo(2);
        fees.Rewards.ShouldAllBe(row => row.Count == 2);
        (
            await client.EstimateGasAsync(
                new CallRequest(Address.Zero, []) { From = LocalChain.Creator.Address },
                Token
            )
        ).ShouldBeInRange(21000UL, 22000UL);
        (await client.BlockNumberAsync(Token)).ShouldBeGreaterThan(0UL);
    }

    [Fact]
    public async Task A_revert_carries_its_data_and_a_refusal_its_code()
    {
        var client = await chain.ClientAsync();
        var registry = (await chain.DeploymentAsync()).Registry;
        var call = new CallRequest(registry, new AnchorFunction(9, Keccak256.Hash("root"u8), 1).CallData())
        {
            From = LocalChain.Anchorer.Address,
        };

        var revert = await Should.ThrowAsync<RpcException>(() => client.CallAsync(call, BlockId.Latest, Token));
        revert.Failure.ShouldBe(RpcFailure.Reverted);
        ContractErrors.Decode(revert.RevertData.ShouldNotBeNull()).ShouldBeOfType<UnexpectedBatchError>();
        revert.Retryable.ShouldBeFalse();

        var refusal = await Should.ThrowAsync<RpcException>(() => client.RequestAsync("eth_noSuchMethod", [], Token));
        refusal.Failure.ShouldBe(RpcFailure.Refused);
        refusal.Code.ShouldBe(-32601);
        refusal.Message.ShouldStartWith("eth_noSuchMethod: ");
    }

    [Fact]
    public async Task A_second_broadcast_of_mined_bytes_is_refused_and_changes_nothing()
    {
        var client = await chain.ClientAsync();
        var signed = await chain.SignAsync(LocalChain.Performer, Address.Zero, [], value: 1);
        await client.SendRawTransactionAsync(signed.Raw, Token);
        var refusal = await Should.ThrowAsync<RpcException>(() => client.SendRawTransactionAsync(signed.Raw, Token));
        refusal.Failure.ShouldBe(RpcFailure.Refused);
    }

    [Fact]
    public async Task Logs_are_found_by_range_block_address_and_topic()
    {
        var client = await chain.ClientAsync();
        var registry = (await chain.DeploymentAsync()).Registry;
        var key = PrivateKey.Generate().Address;
        var receipt = await chain.SendAsync(LocalChain.Deployer, registry, new SetReceiptKeyFunction(key).CallData());
        receipt.Succeeded.ShouldBeTrue();
        IReadOnlyList<IReadOnlyList<Hash32>?> topics =
        [
            [ReceiptKeyChanged.Signature.Topic, BatchAnchored.Signature.Topic],
            null,
        ];

        foreach (
            var filter in new[]
            {
                new LogFilter
                {
                    FromBlock = receipt.BlockNumber,
                    ToBlock = receipt.BlockNumber,
                    Addresses = [registry],
                    Topics = topics,
                },
                new LogFilter { BlockHash = receipt.BlockHash, Topics = topics },
            }
        )
        {
            var log = (await client.GetLogsAsync(filter, Token)).ShouldHaveSingleItem();
            log.TransactionHash.ShouldBe(receipt.TransactionHash);
            ContractEvent.Decode(log).ShouldBeOfType<ReceiptKeyChanged>().Key.ShouldBe(key);
        }

        (
            await client.GetLogsAsync(
                new LogFilter { BlockHash = receipt.BlockHash, Addresses = [Address.Zero] },
                Token
            )
        ).ShouldBeEmpty();
    }
}

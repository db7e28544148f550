using CivicForge.Chain.Rpc;
using Nethereum.RPC.Eth.DTOs;
using Newtonsoft.Json;

namespace CivicForge.Chain.Web3.Rpc;

/// <summary>A block as Nethereum passes it on. Its own parameter knows tags and numbers, but no hash (EIP-1898);
/// Newtonsoft follows the
/// converter of the type it meets at run time.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class BlockAt(BlockId block) : BlockParameter
{
    private BlockId Block => block;

    private sealed class Converter : JsonConverter<BlockAt>
    {
        public override void WriteJson(JsonWriter writer, BlockAt? value, JsonSerializer serializer) =>
            writer.WriteRawValue(value!.Block.ToJson().ToJsonString());

        public override BlockAt ReadJson(
            JsonReader reader,
            Type objectType,
            BlockAt? existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        ) => throw new NotSupportedException("A block is only asked about.");
    }
}

using CivicForge.Chain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicForge.Api.Database;

internal sealed class AddressConverter()
    : ValueConverter<Address, byte[]>(address => address.ToArray(), bytes => new Address(bytes));

internal sealed class Hash32Converter()
    : ValueConverter<Hash32, byte[]>(hash => hash.ToArray(), bytes => new Hash32(bytes));

/// <summary>An enum as its word: <c>Open</c> ↔ <c>OPEN</c>, <c>Public</c> ↔ <c>public</c>.</summary>
internal sealed class WordConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Words.Of(value), text => Words.Parse<TEnum>(text))
    where TEnum : struct, Enum;

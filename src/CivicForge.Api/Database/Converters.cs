using CivicForge.Chain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicForge.Api.Database;

internal sealed class AddressConverter()
    : ValueConverter<Address, byte[]>(address => address.ToArray(), bytes => new Address(bytes));

internal sealed class Hash32Converter()
    : ValueConverter<Hash32, byte[]>(hash => hash.ToArray(), bytes => new Hash32(bytes));

/// <summary>An enum as the word of wire.md: <c>Open</c> ↔ <c>OPEN</c>.</summary>
internal sealed class UpperCaseConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Words.Upper(value), text => Words.Parse<TEnum>(text))
    where TEnum : struct, Enum;

/// <summary>An enum as a lower-case word: <c>Public</c> ↔ <c>public</c>.</summary>
internal sealed class LowerCaseConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Words.Lower(value), text => Words.Parse<TEnum>(text))
    where TEnum : struct, Enum;

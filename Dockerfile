# One image for every process of CivicForge; the role is an argument (docs/deploying.md). Nothing here needs BuildKit.
# A registry of your own, for packages: --build-arg NPM_CONFIG_REGISTRY=URL --build-arg RestoreSources=URL
ARG NODE_IMAGE=node:22-bookworm-slim
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra

FROM ${NODE_IMAGE} AS web
ARG NPM_CONFIG_REGISTRY
WORKDIR /source/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY contracts/abi ../contracts/abi
COPY src/CivicForge.Chain/Rpc/NodeErrorRules.json ../src/CivicForge.Chain/Rpc/
COPY web .
RUN npm run -s build && mkdir -p /out/demo-wallets && mv dist /out/web && mv demo-wallets/dist/demo-wallets.js /out/demo-wallets

FROM ${SDK_IMAGE} AS programs
ARG RestoreSources
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The compiler links the native verifier; the library is copied into the image, which cannot install one.
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev zlib1g-dev libsecp256k1-1 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet build src/CivicForge.slnf -c Release -v q -nologo -nodeReuse:false -clp:NoSummary -p:Programs=true
RUN ./civicforge publish-verifier --out /out/verifier && rm /out/verifier/*.buildinfo && mv /out/verifier/civicforge-verify-* /out/verifier/civicforge-verify
# Folders that volumes are mounted on take their owner from here.
RUN mv artifacts/programs /out/programs && mkdir -p /out/lib \
  && cp -L /usr/lib/*/libsecp256k1.so.1 /out/lib/ \
  && for folder in owner api anchorer worker indexer auditor; do mkdir -p -m 700 /out/volumes/secrets/$folder; done \
  && mkdir -p -m 700 /out/volumes/chain /out/volumes/caddy /out/volumes/answers

# ---- the image: what follows is the same wherever the files above were built ----
FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="CivicForge" \
  org.opencontainers.image.description="Blockchain-anchored attestations of quests that both sides signed" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
COPY --from=programs /out/lib/ /usr/lib/
COPY --from=programs --chown=1654:1654 /out/volumes/ /
COPY --from=programs /out/programs/ /app/
COPY --from=programs /out/verifier/civicforge-verify /usr/local/bin/civicforge-verify
COPY --from=web /out/ /app/
# Nothing is written but to volumes, so no diagnostics' socket either. glibc would keep eight heaps a core. ASP.NET Core warns at each
# start of keys that nothing here uses.
ENV ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= \
  DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 MALLOC_ARENA_MAX=2 Web__Root=/app/web \
  Serilog__MinimumLevel__Override__Microsoft.AspNetCore.DataProtection=Error
USER 1654:1654
WORKDIR /app
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/CivicForge.Api/CivicForge.Api.dll"]

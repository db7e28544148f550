using CivicForge.Api.Access;
using CivicForge.Api.Account;
using CivicForge.Api.Anchorer;
using CivicForge.Api.Attestations;
using CivicForge.Api.Database;
using CivicForge.Api.Discovery;
using CivicForge.Api.Events;
using CivicForge.Api.Hosting;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.LargeAnswers;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Identity;
using CivicForge.Api.Incidents;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Notifications;
using CivicForge.Api.Operators;
using CivicForge.Api.Proofs;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Private;
using CivicForge.Api.Record;
using CivicForge.Api.Signatures;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Telemetry.Logs;
using CivicForge.Api.Transactions;
using CivicForge.Api.WebApp;
using CivicForge.Api.Worker;
using CivicForge.Hosting;
using CivicForge.Hosting.Health;
using CivicForge.Hosting.Logs;
using CivicForge.Hosting.Metrics;
using CivicForge.Hosting.Traces;

namespace CivicForge.Api;

/// <summary>Roles → modules; the only wiring.</summary>
public static class CivicHost
{
    /// <summary>The whole process, ready to run. Tests build it with their own configuration and, at most, another
    /// clock.</summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? replace = null)
    {
        Icu.Check();
        var builder = WebApplication.CreateSlimBuilder(args);
        var roles = Roles.Parse(builder.Configuration["role"]);
        Keys.Check(builder.Configuration, roles);
        builder.AddJsonLogs(Roles.Text(roles));
        builder.AddTraces(Roles.Text(roles).Replace(',', '-'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDatabase(builder.Configuration);
        builder.Services.AddHealth();
        builder.Services.AddMaintenance();
        TrustedProxies.Add(builder.Services, builder.Configuration);
        MetricsListener.Add(builder);
        builder.AddConnections();
        var chain = roles == Role.Worker ? null : ChainOptions.Read(builder.Configuration);
        if (chain is not null)
        {
            builder.Services.AddSingleton(chain);
        }
        if (roles.HasFlag(Role.Api))
        {
            AddApi(builder, chain!);
        }
        if (roles.HasFlag(Role.Anchorer))
        {
            AddAnchorer(builder);
        }
        if (roles.HasFlag(Role.Worker))
        {
            builder.Services.AddWorkerRole(builder.Configuration, roles);
        }
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        if (roles.HasFlag(Role.Anchorer))
        {
            app.Services.GetRequiredService<SigningAccounts>(); // a key that cannot be used stops the start
        }
        app.UseConnections();
        app.UseMiddleware<RequestLog>();
        app.UseSecurityHeaders();
        app.UseCacheRules();
        MetricsListener.Use(app);
        app.UseMiddleware<ProblemMiddleware>();
        app.UseHeadRequests(); // before the routing, which would not find them
        app.Services.GetRequiredService<MaintenanceGauge>(); // made before somebody listens
        app.StartMetrics();
        app.MapHealth(app.Services.GetRequiredService<Readiness>().CheckAsync);
        if (roles.HasFlag(Role.Api))
        {
            MapApi(app);
        }
        else
        {
            app.UseRouting();
            app.MapMetrics();
        }

        return app;
    }

    private static void AddApi(WebApplicationBuilder builder, ChainOptions chain)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(options => JsonShape.Configure(options.SerializerOptions));
        services.AddRateLimits(builder.Configuration);
        services.AddMaintenanceGate();
        services.AddSignatures();
        services.AddIdentity(builder.Configuration);
        services.AddAccount();
        services.AddCorsPolicies(AuthOptions.Read(builder.Configuration).Origins.Select(AuthOptions.Text));
        services.AddQuests();
        services.AddSingleton(AttestationOptions.Read(builder.Configuration, chain));
        services.AddAttestations();
        services.AddIncidents();
        services.AddOperator();
        services.AddLargeAnswers(builder.Configuration);
        services.AddProofs();
        services.AddRecord();
        services.AddDiscovery();
        services.AddEvents();
    }

    private static void MapApi(WebApplication app)
    {
        app.Services.GetRequiredService<ProblemCounter>(); // shows 0 before the first one
        app.Services.GetRequiredService<CivicMetrics>().ShowZero();
        app.UseForwardedHeaders();
        app.UseRequestPlaces();
        app.UseRouting();
        app.UsePreflightLimits();
        app.UseCors();
        app.UseRateLimits();
        app.UseMaintenance();
        app.UseIdentity();
        var api = app.MapGroup("/api/v1");
        api.MapIdentity();
        api.MapAccount();
        api.MapQuests();
        api.MapPrivateQuests();
        api.MapNotifications();
        api.MapAttestations();
        api.MapOperator();
        api.MapProofs();
        api.MapRecord();
        app.MapDiscovery(api);
        api.MapEvents();
        app.UseWebApp();
    }

    private static void AddAnchorer(WebApplicationBuilder builder)
    {
        builder.Services.AddAnchorer(builder.Configuration);
        builder.Services.AddAnchorerClock(builder.Configuration);
    }
}

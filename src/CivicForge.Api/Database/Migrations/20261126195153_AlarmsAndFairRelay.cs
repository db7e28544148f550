using System;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class AlarmsAndFairRelay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_transactions_amounts",
                schema: "civic",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.AddColumn<BigInteger>(
                name: "fee_paid",
                schema: "civic",
                table: "transactions",
                type: "numeric(78,0)",
                nullable: true);

            migrationBuilder.AddColumn<BigInteger>(
                name: "max_cost",
                schema: "civic",
                table: "transactions",
                type: "numeric(78,0)",
                nullable: false,
                defaultValue: BigInteger.Zero);

            migrationBuilder.Sql(
                """
                UPDATE civic.transactions t SET max_cost = t.gas_limit * a.fee
                FROM (SELECT transaction_id, max(max_fee_per_gas) AS fee FROM civic.transaction_attempts GROUP BY transaction_id) a WHERE a.transaction_id = t.id
                """);

            migrationBuilder.AddColumn<byte[]>(
                name: "performer",
                schema: "civic",
                table: "reward_relays",
                type: "bytea",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE civic.reward_relays r SET performer = c.performer FROM civic.completions c WHERE c.quest_id = r.quest_id;
                ALTER TABLE civic.reward_relays ALTER COLUMN performer SET NOT NULL;
                """);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "queued_at",
                schema: "civic",
                table: "reward_relays",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_newcomer",
                schema: "civic",
                table: "transaction_claims",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "alarms",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarms", x => x.id);
                    table.CheckConstraint("ck_alarms_acknowledged_by_length", "octet_length(\"acknowledged_by\") = 20");
                    table.CheckConstraint("ck_alarms_seen", "count > 0 AND last_seen_at >= first_seen_at AND (acknowledged_at IS NULL) = (acknowledged_by IS NULL)");
                    table.CheckConstraint("ck_alarms_words", "kind ~ '^[a-z][a-z0-9-]{1,39}$' AND length(subject) <= 200 AND length(detail) BETWEEN 1 AND 1000");
                });

            migrationBuilder.CreateTable(
                name: "job_states",
                schema: "civic",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    last_run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_succeeded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_states", x => x.name);
                    table.CheckConstraint("ck_job_states_status", "status IN ('ok','waiting','failing') AND (status = 'ok') = (reason IS NULL) AND (failures > 0) = (status = 'failing')");
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_transactions_amounts",
                schema: "civic",
                table: "transactions",
                sql: "nonce >= 0 AND gas_limit >= 21000 AND batch_id >= 1 AND max_cost >= 0 AND fee_paid >= 0");

            migrationBuilder.CreateIndex(
                name: "ix_rewards_earned_at",
                schema: "civic",
                table: "rewards",
                column: "earned_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "performer", "next_at", "quest_id" },
                filter: "state = 'waiting'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays",
                sql: "over_budget IN ('member','total','member-wei','pair-wei','newcomers-wei','total-wei') AND num_nonnulls(leased_until, over_budget) <= 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_reward_relays_performer_length",
                schema: "civic",
                table: "reward_relays",
                sql: "octet_length(\"performer\") = 20");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_last_seen_at",
                schema: "civic",
                table: "alarms",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_lasting",
                schema: "civic",
                table: "alarms",
                columns: new[] { "kind", "subject" },
                unique: true,
                filter: "ended_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarms",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "job_states",
                schema: "civic");

            migrationBuilder.DropCheckConstraint(
                name: "ck_transactions_amounts",
                schema: "civic",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "ix_rewards_earned_at",
                schema: "civic",
                table: "rewards");

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reward_relays_performer_length",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropColumn(
                name: "fee_paid",
                schema: "civic",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "max_cost",
                schema: "civic",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "performer",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropColumn(
                name: "is_newcomer",
                schema: "civic",
                table: "transaction_claims");

            migrationBuilder.DropColumn(
                name: "queued_at",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.AddCheckConstraint(
                name: "ck_transactions_amounts",
                schema: "civic",
                table: "transactions",
                sql: "nonce >= 0 AND gas_limit >= 21000 AND batch_id >= 1");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "next_at", "quest_id" },
                descending: new[] { true, false, false },
                filter: "state = 'waiting'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays",
                sql: "over_budget IN ('member','total') AND num_nonnulls(leased_until, over_budget) <= 1");
        }
    }
}

import type { components, paths } from './schema'
import type { Whole } from './Whole'

type Schemas = components['schemas']

/** The names that go with the addresses of an answer; who has chosen none is not in it. */
export type People = Record<string, { displayName: string | null }>
/** Work on its way back to the performer: by the creator with a reason, or by the performer without one. */
export type Revision = NonNullable<Whole<Schemas['QuestResponse']>['revision']>
export type TakeRequest = Schemas['RequestItem']

// One place that maps the document's schema names to the words the app uses.
export type CommandItem = Schemas['CommandItem']
export type Quest = Whole<Schemas['QuestResponse']> & {
  /** What `If-Match` has to name for the terms that stand here. */
  etag?: string
}
export type QuestItem = Whole<Schemas['QuestItem']>
export type QuestStatus = QuestItem['status']
export type QuestAction = QuestItem['actions'][number]
export type QuestSort = NonNullable<
  NonNullable<paths['/api/v1/quests']['get']['parameters']['query']>['sort']
>
export type Category = QuestItem['category']
export type NewQuest = Schemas['CreateQuestRequest']
export type Outcome = NonNullable<Schemas['AttestationResponse']['outcome']>
export type Role = Schemas['AttestationResponse']['role']
export type Profile = Schemas['MemberProfile']
export type Me = Whole<Schemas['OwnProfile']>
export type Session = Schemas['SessionResponse']
export type SessionInfo = Schemas['SessionItem']
export type EvidenceFile = Schemas['EvidenceResponse']
export type Attestation = Schemas['AttestationResponse']
export type AttestationPayload = Schemas['TypedDataPayload'] & { message: Record<string, string | number> }
export type Receipt = Schemas['ReceiptResponse']
export type Anchoring = Schemas['AnchoringResponse']
export type AnchoringState = Anchoring['state']
export type RewardState = Schemas['RewardResponse']['state']
export type TimelineEntry = Schemas['TimelineItem']
export type Notification = Whole<Schemas['NotificationItem']>
export type LedgerItem = Schemas['LedgerItem']
export type Batch = Schemas['BatchResponse']
export type Found = Whole<Schemas['RecordResponse']>
export type ServiceStatus = Whole<Schemas['StatusResponse']>
export type Incident = Schemas['IncidentItem']
export type MaintenanceMode = Schemas['MaintenanceItem']['mode']
export type WellKnown = Schemas['WellKnown']
export type Stats = Whole<Schemas['StatsResponse']>
export type AnchoringOverview = Schemas['AnchoringOverview']
export type Transaction = Schemas['TransactionItem']
export type TransactionState = Transaction['state']
export type AlarmItem = Schemas['AlarmItem']
export type Measure = Schemas['MeasureItem']
export type OperatorReward = Schemas['RewardItem']
export type IndexerStatus = Schemas['IndexerStatus']

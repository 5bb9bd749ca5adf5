// What CloudFormation says that it would change, and what of that may destroy data.

import { createHash } from 'node:crypto';
import type { TargetDefinition } from './pipeline/target-schema.ts';

export interface StackChange {
  readonly action: string;
  /** With those of the nested stacks that it is in: `Storage/Orders`. */
  readonly id: string;
  readonly type: string;
  readonly replacement?: string | undefined;
  /** What becomes of the thing itself: `Delete`, `Retain`, `ReplaceAndSnapshot`. */
  readonly policy?: string | undefined;
  /** Nobody knows what it holds, nor what becomes of it. */
  readonly isUnknown?: true;
}

/** What holds data, or what others have kept by its name: gone is gone. A stack in a stack may hold any of them. */
const STATEFUL: readonly string[] = [
  'AWS::Backup::BackupVault',
  'AWS::Cassandra::Keyspace',
  'AWS::Cassandra::Table',
  'AWS::CloudFormation::Stack',
  'AWS::CodeCommit::Repository',
  'AWS::Cognito::IdentityPool',
  'AWS::Cognito::UserPool',
  'AWS::DAX::Cluster',
  'AWS::DocDB::DBCluster',
  'AWS::DocDB::DBInstance',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Volume',
  'AWS::ECR::Repository',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Elasticsearch::Domain',
  'AWS::FSx::FileSystem',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::Logs::LogGroup',
  'AWS::MSK::Cluster',
  'AWS::MemoryDB::Cluster',
  'AWS::Neptune::DBCluster',
  'AWS::Neptune::DBInstance',
  'AWS::OpenSearchService::Domain',
  'AWS::QLDB::Ledger',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::Redshift::Cluster',
  'AWS::S3::Bucket',
  'AWS::SDB::Domain',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::Serverless::Application',
  'AWS::Serverless::SimpleTable',
  'AWS::Timestream::Database',
  'AWS::Timestream::Table',
];

/**
 * Whether it may destroy what somebody needs. What is uncertain counts: `Conditional`, and what only its execution
 * tells.
 *
 *     Remove of a table                          →  yes
 *     Remove of a table with Retain              →  no: it is in no stack any more, and there
 *     Modify of a table, replacement Conditional →  yes
 *     Modify of a table, replacement False       →  no
 *     Remove of a function                       →  no
 */
export function mayDestroy({ action, type, replacement, policy, isUnknown }: StackChange): boolean {
  if (isUnknown) return action !== 'Add' && (action !== 'Remove' || policy !== 'Retain');
  if (!isStateful(type)) return false;
  if (action === 'Remove') return policy !== 'Retain';
  if (action === 'Dynamic') return true;
  return action === 'Modify' && replacement !== undefined && replacement !== 'False';
}

/** Whether such a thing holds data, or what others have kept by its name. */
export function isStateful(type: string): boolean {
  return STATEFUL.includes(type);
}

/** What a person is asked of: `replaces Orders (AWS::DynamoDB::Table)`. */
export function destroyingText(change: StackChange): string {
  const { action, id, type, replacement, policy, isUnknown } = change;
  const kept = policy === 'Snapshot' ? ', of which a snapshot stays' : '';
  if (action === 'Remove') return `removes ${id} (${type})${kept}`;
  if (isUnknown) return `nobody knows what changes in ${id} (${type})`;
  const may = replacement === 'True' ? 'replaces' : 'may replace';
  return `${may} ${id} (${type})`;
}

const MOST_TOLD = 8;

/**
 * What is changed, for people: what may destroy data first.
 *
 *     replaces Orders (AWS::DynamoDB::Table); modifies Handler; adds 2: Queue, Alarm
 */
export function changesText(changes: readonly StackChange[]): string {
  if (changes.length === 0) return 'nothing of its resources';
  const harsh = changes.filter(mayDestroy);
  const rest = changes.filter((each) => !harsh.includes(each));
  const told = WORDS.flatMap((word) => {
    const ids = rest.filter((each) => wordFor(each) === word).map(({ id }) => id);
    if (ids.length === 0) return [];
    const shown = ids.slice(0, MOST_TOLD).join(', ');
    const more = ids.length > MOST_TOLD ? ` and ${ids.length - MOST_TOLD} more` : '';
    return [`${word} ${shown}${more}`];
  });
  return [...harsh.slice(0, MOST_TOLD).map(destroyingText), ...told].join('; ');
}

const WORDS = ['adds', 'replaces', 'may replace', 'modifies', 'removes', 'imports'] as const;

function wordFor({ action, replacement }: StackChange): (typeof WORDS)[number] {
  if (action === 'Add') return 'adds';
  if (action === 'Remove') return 'removes';
  if (action === 'Import') return 'imports';
  if (action === 'Dynamic' || replacement === 'Conditional') return 'may replace';
  return replacement === 'True' ? 'replaces' : 'modifies';
}

/** Whoever consents consents to these very changes: another list has another digest. */
export function changesDigest(changes: readonly StackChange[]): string {
  const lines = changes
    .map(({ action, id, type, replacement, policy }) =>
      [action, id, type, replacement ?? '', policy ?? ''].join(' '),
    )
    .toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

/** Whether a person may have to consent to what a deployment to it destroys. */
export function mayAsk({ stack, stackSet }: Pick<TargetDefinition, 'stack' | 'stackSet'>): boolean {
  return (stack ?? stackSet) !== undefined;
}

// What of a template runs or keeps something, and is neither watched nor a target: it is said, type by type.

import type { Template } from './read-template.ts';
import { ofType, referredIds } from './references.ts';
import type { Remark } from './remark.ts';

/** Types with metrics of their own that no alarm is proposed for. */
const UNWATCHED = [
  'AWS::AmazonMQ::Broker',
  'AWS::Amplify::App',
  'AWS::AppRunner::Service',
  'AWS::Batch::ComputeEnvironment',
  'AWS::Batch::JobQueue',
  'AWS::Bedrock::Agent',
  'AWS::Cognito::UserPool',
  'AWS::DAX::Cluster',
  'AWS::DMS::ReplicationTask',
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Instance',
  'AWS::EC2::NatGateway',
  'AWS::ECS::TaskSet',
  'AWS::EFS::FileSystem',
  'AWS::EKS::Cluster',
  'AWS::EMR::Cluster',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElasticBeanstalk::Environment',
  'AWS::Elasticsearch::Domain',
  'AWS::Events::EventBus',
  'AWS::FSx::FileSystem',
  'AWS::GameLift::Fleet',
  'AWS::GlobalAccelerator::Accelerator',
  'AWS::Glue::Job',
  'AWS::IoT::TopicRule',
  'AWS::KinesisAnalyticsV2::Application',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lightsail::Container',
  'AWS::MSK::Cluster',
  'AWS::MSK::ServerlessCluster',
  'AWS::MemoryDB::Cluster',
  'AWS::Neptune::DBCluster',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchService::Domain',
  'AWS::Pipes::Pipe',
  'AWS::RDS::DBProxy',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Workgroup',
  'AWS::SageMaker::Endpoint',
  'AWS::Synthetics::Canary',
  'AWS::Timestream::Database',
  'AWS::Transfer::Server',
  'AWS::VpcLattice::Service',
];

const MOST_NAMED = 5;

export function findUnwatched(template: Template): Remark[] {
  const known = UNWATCHED.flatMap((type) => {
    const [first, ...more] = ofType(template, type);
    if (first === undefined) return [];
    const ids = [first, ...more].map(({ id }) => id);
    const left = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
    const named = `${ids.slice(0, MOST_NAMED).join(', ')}${left}`;
    const text = `${named} (${type}): not watched, and no target of its own; it goes with its stack, and alarms of yours can be listed`;
    return [{ id: first.id, line: first.line, text }];
  });
  const sets = ofType(template, 'AWS::CloudFormation::StackSet').map(({ id, line }) => ({
    id,
    line,
    text: `${id} is a stack set that this stack makes: what it brings elsewhere is not seen here, and each update of this stack would bring all of its instances the same at once; made without a template of its own there, slices of it can be targets (docs/targets/stack-set.md)`,
  }));
  return [...known, ...sets, ...tasksAlone(template)];
}

/** What is run by hand, by a schedule or by a machine. */
function tasksAlone(template: Template): Remark[] {
  const served = new Set(
    ofType(template, 'AWS::ECS::Service', 'AWS::ECS::TaskSet').flatMap(({ properties }) =>
      referredIds(properties.TaskDefinition, template),
    ),
  );
  return ofType(template, 'AWS::ECS::TaskDefinition')
    .filter(({ id }) => !served.has(id))
    .map(({ id, line }) => ({
      id,
      line,
      text: `${id} is a task definition that no service here runs: it is no target, not watched, and goes with its stack`,
    }));
}

// A Serverless plugin: machines call the versions of functions that they were deployed with, by the names that
// serverless.yml gives them (`WatchBakeLambdaVersion`). The framework puts a hash behind each, so that a new one is
// published whenever code or configuration has changed, and keeps the old ones.

export default class Versions {
  constructor(serverless) {
    this.hooks = {
      // Versions are compiled by then, and the resources of serverless.yml not merged yet.
      'before:package:finalize': () => nameVersions(serverless.service),
    };
  }
}

function nameVersions({ functions, provider, resources }) {
  const called = Object.values(resources.Resources)
    .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
    .flatMap(({ Properties }) => Object.values(Properties.DefinitionSubstitutions));
  for (const [name, { versionLogicalId }] of Object.entries(functions)) {
    // Nobody outside of the stack calls a version.
    delete provider.compiledCloudFormationTemplate.Outputs[`${name}LambdaFunctionQualifiedArn`];
    for (const reference of called)
      if (reference.Ref === `${name}LambdaVersion`) reference.Ref = versionLogicalId;
  }
}

// What stands in a bundle for the SDK's chain of credential providers: on Lambda, credentials are in the environment,
// and nowhere else.

export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';

// An identity provider that is not ours, on a free port of loopback, for the tests: oidc-provider, with
// its own forms for signing in. Says on stdout where it is and what its RSA key is, and ends with its
// stdin.
//
//   node identity_provider.mjs
//
// Whoever signs in is in the groups that the name says: `ada+leads` is ada, of the leads. The client
// `importer` gets tokens for any resource, whose last part says how many seconds they are good for.

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys = [
  { ...rsa.privateKey.export({ format: 'jwk' }), kid: 'rsa', use: 'sig', alg: 'RS256' },
  { ...ec.privateKey.export({ format: 'jwk' }), kid: 'ec', use: 'sig', alg: 'ES256' },
];

const groupsOf = (name) => name.split('+').slice(1);

const configuration = {
  jwks: { keys },
  cookies: { keys: ['only for tests'] },
  clients: [
    {
      client_id: 'daybook',
      client_secret: 'a secret & more',
      application_type: 'native', // so that the port of the redirect URI may be any
      redirect_uris: ['http://127.0.0.1/sign-in/callback'],
      id_token_signed_response_alg: 'ES256',
    },
    {
      client_id: 'importer',
      client_secret: 'another secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'roles'] },
  conformIdTokenClaims: false, // the groups are in the ID token
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, roles: groupsOf(name) }),
  }),
  extraTokenClaims: () => ({ roles: ['leads'] }),
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, resource) => ({
        scope: '',
        audience: resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: Number(resource.split('/').pop()) || 300,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  const pem = createPublicKey(rsa.privateKey).export({ type: 'spki', format: 'pem' });
  console.log(JSON.stringify({ issuer, pem }));
});
process.stdin.resume();
process.stdin.on('end', () => process.exit());

// The performance guide's flow: each user signs in, reads the catalogue, their playlists and their profile, and thinks for one to four
// seconds. Its stages are kept in their proportions, squeezed into SECONDS.
import http from 'k6/http';
import { check, sleep } from 'k6';
import { Rate, Trend } from 'k6/metrics';

const successes = new Rate('api_success_rate');
const responseTimes = new Trend('api_response_time', true);
const kept = new Rate('kept_answers');

const accounts = JSON.parse(open(__ENV.ACCOUNTS));
const base = `${__ENV.BASE_URL}/api/v1`;

// Minutes in the guide, and users at the end of each.
const stages = [[2, 5], [5, 10], [5, 20], [10, 20], [2, 0]];
const minutes = stages.reduce((sum, stage) => sum + stage[0], 0);

export const options = {
  stages: stages.map(([share, target]) => ({ duration: `${Math.round(1000 * __ENV.SECONDS * share / minutes)}ms`, target })),
  thresholds: {
    http_req_duration: ['p(95)<500'],
    http_req_failed: ['rate<0.01'],
    api_success_rate: ['rate>0.99'],
    kept_answers: ['rate>0.8'],
  },
};

export default function () {
  const body = JSON.stringify(accounts[(__VU - 1) % accounts.length]);
  const login = http.post(`${base}/auth/login`, body, { headers: { 'Content-Type': 'application/json' } });
  const isSignedIn = check(login, {
    'login successful': (answer) => answer.status === 200,
    'login response time OK': (answer) => answer.timings.duration < 1000,
  });
  successes.add(isSignedIn);
  if (!isSignedIn) return;

  const headers = { Authorization: `Bearer ${login.json('token')}` };
  read('/media', 'media list', headers);
  read('/playlists', 'playlists', headers);
  read('/users/me', 'user profile', headers);
  sleep(Math.random() * 3 + 1);
}

function read(path, name, headers) {
  const answer = http.get(base + path, { headers });
  successes.add(check(answer, {
    [`${name} status is 200`]: (answer) => answer.status === 200,
    [`${name} response time OK`]: (answer) => answer.timings.duration < 500,
  }));
  responseTimes.add(answer.timings.duration);
  kept.add(answer.headers['X-Cache'] === 'HIT');
}

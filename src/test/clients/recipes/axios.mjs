import axios from 'axios'

export const tokens = {}
let refreshing

export const api = axios.create({ baseURL: 'https://auth.example.com' })

export async function logIn(username, password) {
  const answer = await axios.post('https://auth.example.com/api/token/', { username, password })
  Object.assign(tokens, answer.data)
}

/** One refresh at a time, however many calls wait for it. */
function refresh() {
  refreshing ??= axios
    .post('https://auth.example.com/api/token/refresh/', { refresh: tokens.refresh })
    .then((answer) => Object.assign(tokens, answer.data))
    .finally(() => { refreshing = undefined })
  return refreshing
}

api.interceptors.request.use((request) => {
  request.headers.Authorization = `Bearer ${tokens.access}`
  return request
})

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.again) {
    throw error
  }
  if (error.config.headers.Authorization === `Bearer ${tokens.access}`) {
    await refresh()
  }
  return api({ ...error.config, again: true })
})

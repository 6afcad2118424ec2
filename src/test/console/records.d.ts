// What the Admin API answers to the administrators' page, for the compiler alone.

interface Config {
  realm: string;
  client_id: string | null;
  operations_client_id: string | null;
  auth_url: string;
  admin_url: string;
  locale: string;
  messages: Record<string, string>;
}

/** A number, or a UUID as text. */
type UserId = number | string;

interface Session {
  username: string;
  id: UserId | null;
  may_grant: boolean;
  read_only: boolean;
  read_only_fields: string[];
  superuser: boolean;
  may_manage: boolean;
  console: boolean;
}

interface User {
  id: UserId;
  keycloak_id: string;
  username: string;
  email: string;
  first_name: string;
  last_name: string;
  is_active: boolean;
  is_staff: boolean;
  is_superuser: boolean;
  last_login: string | null;
  date_joined: string;
  may_change?: boolean;
  locked?: boolean;
}

interface UserPage {
  /** null where it was not asked for */
  count: number | null;
  results: User[];
}

interface GroupEntry {
  id: number;
  name: string;
  /** null where it was not asked for, as users */
  permissions: number | null;
  users: number | null;
}

interface Permission {
  id: number;
  codename: string;
  name: string;
  content_type__app_label: string;
  content_type__model: string;
}

interface SecondFactor {
  id: string;
  type: string;
  label: string | null;
  created: string | null;
}

interface UserSecurity {
  required_actions: string[];
  available_actions: { alias: string; name: string }[];
  second_factors: SecondFactor[];
  sessions: {
    id: string;
    ip: string;
    started: string;
    last_access: string;
    clients: string[];
  }[];
  consents: string[];
  locked: boolean;
  failures: number;
}

interface HistoryEntry {
  time: string;
  actor: { name: string | null; id: UserId | null; former_id: UserId | null };
  action: "add" | "change" | "delete" | "password" | "action";
  target: {
    kind: "user" | "group" | "other";
    id: UserId | null;
    name: string | null;
    former_id: UserId | null;
  };
  changes: { field: string; from: unknown; to: unknown }[];
  note: string | null;
}

interface Summary {
  users: number;
  active: number;
  staff: number;
  superusers: number;
  joined_this_week: number;
  /** null where the realm stores no events of lock-outs */
  locked: number | null;
}

type Counted = "exact" | "estimate" | "at_least" | "unread";

interface Assessment {
  complete: boolean;
  database: { product: string; version: string } | null;
  applications: { application: string; migration: string; release: string | null }[];
  users: {
    table?: string;
    model?: string;
    userModel?: string;
    refusal?: string | null;
    ids: "integer" | "uuid" | null;
    rows: number | null;
    counted: Counted;
    sampled: number;
  };
  passwords: { format: string; users: number; accepted: boolean }[];
  tables: {
    table: string;
    rows: number | null;
    counted: Counted;
    moves: "moves" | "partly" | "on_request" | "stays";
    how: string;
  }[];
  others: { number: number; names: string[] };
  providers: { provider: string; links: number; known: boolean }[];
  notices: { code: string; count: number | null; detail: string }[];
  settings: { where: "storage" | "import" | "server"; name: string; value: string }[];
}

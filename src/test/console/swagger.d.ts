// What the page of the OpenAPI document uses of the document and of swagger-ui.

interface OpenApiDocument {
  paths: Record<string, Record<string, { security?: Record<string, string[]>[] }>>;
}

interface SwaggerSystem {
  initOAuth(options: {
    clientId: string | undefined;
    scopes: string;
    usePkceWithAuthorizationCodeGrant: boolean;
  }): void;
}

declare const SwaggerUIBundle: {
  (options: Record<string, unknown>): SwaggerSystem;
  presets: { apis: unknown };
};

/** What a plugin's component is wrapped with. */
interface SwaggerUISystem {
  React: {
    Fragment: unknown;
    createElement(type: unknown, props: object | null, ...children: unknown[]): unknown;
  };
}

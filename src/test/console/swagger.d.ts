// What the page of the OpenAPI document uses of swagger-ui.

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

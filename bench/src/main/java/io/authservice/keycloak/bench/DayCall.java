package io.authservice.keycloak.bench;

/** What clients do all day, and which part of all their requests it is. */
enum DayCall {
  ME("GET /auth/me/", 0.60, 8),
  READ("GET /api/users/<id>/", 0.20, 4),
  REFRESH("POST /api/token/refresh/", 0.10, 4),
  LOGIN("POST /api/token/", 0.05, 4),
  WRITE("PATCH /api/users/<id>/", 0.03, 4),
  PAGE("GET /api/users/?limit=100", 0.02, 2);

  private final String call;
  private final double share;
  private final int connections;

  DayCall(String call, double share, int connections) {
    this.call = call;
    this.share = share;
    this.connections = connections;
  }

  String call() {
    return call;
  }

  double share() {
    return share;
  }

  /** More than are busy at once. */
  int connections() {
    return connections;
  }
}

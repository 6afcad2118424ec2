package io.authservice.keycloak.bench;

import java.net.URI;
import java.util.function.IntFunction;

/**
 * One of two kinds of requests that are compared.
 *
 * @param subjects how many there are to ask about; none is asked about twice at a time
 * @param request the one about the subject of this number
 */
record Side(ServerProcess server, URI address, int subjects, IntFunction<Request> request) {}

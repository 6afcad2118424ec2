package io.authservice.keycloak.admin.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.admin.AdminEvent;

class EventPortionsTest {

  private final List<Integer> held = new ArrayList<>();

  private EventPortions over(List<AdminEvent> events) {
    return new EventPortions(
        (until, passed, most) -> {
          List<AdminEvent> portion =
              events.stream()
                  .filter(event -> event.getTime() <= until)
                  .skip(passed)
                  .limit(most)
                  .toList();
          held.add(portion.size());
          return portion;
        });
  }

  private static AdminEvent event(int number, long time) {
    AdminEvent event = new AdminEvent();
    event.setId(Integer.toString(number));
    event.setTime(time);
    return event;
  }

  private static List<String> taken(EventPortions portions) {
    List<String> taken = new ArrayList<>();
    for (Optional<AdminEvent> head = portions.head(); head.isPresent(); head = portions.head()) {
      taken.add(head.get().getId());
      portions.advance();
    }
    return taken;
  }

  /** A moment has one event, several, or more than a portion. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 199, 200, 201, 900})
  void everyEventIsTakenOnceInItsOrder(int atAMoment) {
    List<AdminEvent> events =
        IntStream.range(0, 1000).mapToObj(i -> event(i, 5000 - i / atAMoment)).toList();

    assertThat(taken(over(events)))
        .containsExactlyElementsOf(events.stream().map(AdminEvent::getId).toList());
    assertThat(held).allMatch(size -> size <= EventPortions.AT_ONCE);
  }

  @Test
  void nothingIsReadBeforeItIsAskedFor() {
    EventPortions portions = over(List.of(event(1, 1)));

    assertThat(held).isEmpty();
    assertThat(taken(portions)).containsExactly("1");
    assertThat(held).containsExactly(1);
  }
}

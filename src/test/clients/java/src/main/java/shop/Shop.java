package shop;

import java.security.Principal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A shop of Spring Boot: an API for bearers of tokens, and a page for who is logged in. */
@SpringBootApplication
@RestController
public class Shop {

  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }

  @GetMapping("/api/buyer")
  String buyer(@AuthenticationPrincipal Jwt token) {
    return token.getClaimAsString("user_id");
  }

  @PostMapping("/api/buyer")
  String bought(@AuthenticationPrincipal Jwt token) {
    return token.getClaimAsString("user_id");
  }

  @GetMapping("/name")
  String name(Principal who) {
    return who.getName();
  }
}

package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.api.attribute.RecordShape.Shown;
import io.authservice.keycloak.api.attribute.ValueForm;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ViewMetadataTest {

  private static final String MEDIA_TYPES =
      "'renders':['application/json','text/html'],'parses':['application/json',"
          + "'application/x-www-form-urlencoded','multipart/form-data']";
  private static final String USER_FIELDS =
      "{'id':{'type':'integer','required':false,'read_only':true,'label':'ID'},"
          + "'username':{'type':'string','required':true,'read_only':false,'label':'Username',"
          + "'help_text':'Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.',"
          + "'max_length':150},"
          + "'email':{'type':'email','required':false,'read_only':false,'label':'Email address',"
          + "'max_length':254},"
          + "'first_name':{'type':'string','required':false,'read_only':false,"
          + "'label':'First name','max_length':150},"
          + "'last_name':{'type':'string','required':false,'read_only':false,'label':'Last name',"
          + "'max_length':150},"
          + "'is_active':{'type':'boolean','required':false,'read_only':true,'label':'Active',"
          + "'help_text':'Designates whether this user should be treated as active. Unselect this"
          + " instead of deleting accounts.'},"
          + "'is_staff':{'type':'boolean','required':false,'read_only':true,"
          + "'label':'Staff status','help_text':'Designates whether the user can log into this"
          + " admin site.'},"
          + "'password':{'type':'string','required':true,'read_only':false,'label':'Password',"
          + "'max_length':128}}";

  private final ViewMetadata metadata = new ViewMetadata(false, () -> RecordShape.DJANGO);

  @Test
  void describesTheUserList() {
    assertThat(describe(ViewName.USER_LIST_CREATE, true))
        .isEqualTo(
            "{'name':'User List Create','description':'',"
                + MEDIA_TYPES
                + ",'actions':{'POST':"
                + USER_FIELDS
                + "}}");
  }

  @Test
  void describesOneUser() {
    assertThat(describe(ViewName.USER_RETRIEVE_UPDATE_DESTROY, true))
        .isEqualTo(
            "{'name':'User Retrieve Update Destroy','description':'',"
                + MEDIA_TYPES
                + ",'actions':{'PUT':"
                + USER_FIELDS
                + "}}");
  }

  @Test
  void describesTheTokenViews() {
    assertThat(describe(ViewName.TOKEN_OBTAIN_PAIR, true))
        .isEqualTo(
            "{'name':'Token Obtain Pair','description':'Takes a set of user credentials and"
                + " returns an access and refresh JSON web\\ntoken pair to prove the"
                + " authentication of those credentials.',"
                + MEDIA_TYPES
                + ",'actions':{'POST':{"
                + "'username':{'type':'string','required':true,'read_only':false,"
                + "'label':'Username'},"
                + "'password':{'type':'string','required':true,'read_only':false,"
                + "'label':'Password'}}}}");
    assertThat(describe(ViewName.TOKEN_REFRESH, true))
        .isEqualTo(
            "{'name':'Token Refresh','description':'Takes a refresh type JSON web token and"
                + " returns an access type JSON web\\ntoken if the refresh token is valid.',"
                + MEDIA_TYPES
                + ",'actions':{'POST':{"
                + "'refresh':{'type':'string','required':true,'read_only':false,"
                + "'label':'Refresh'},"
                + "'access':{'type':'string','required':false,'read_only':true,"
                + "'label':'Access'}}}}");
    assertThat(describe(ViewName.TOKEN_VERIFY, true))
        .isEqualTo(
            "{'name':'Token Verify','description':'Takes a token and indicates if it is valid. "
                + " This view provides no\\ninformation about a token's fitness for a"
                + " particular use.',"
                + MEDIA_TYPES
                + ",'actions':{'POST':{"
                + "'token':{'type':'string','required':true,'read_only':false,"
                + "'label':'Token'}}}}");
    assertThat(describe(ViewName.TOKEN_BLACKLIST, true))
        .isEqualTo(
            "{'name':'Token Blacklist','description':'Takes a token and blacklists it. Must be"
                + " used with the\\n`rest_framework_simplejwt.token_blacklist` app installed.',"
                + MEDIA_TYPES
                + ",'actions':{'POST':{"
                + "'refresh':{'type':'string','required':true,'read_only':false,"
                + "'label':'Refresh'}}}}");
  }

  @Test
  void describesWhatTheRealmsUsersAre() {
    RecordShape shape =
        new RecordShape(
            ValueForm.UUID,
            List.of(
                new Shown("seen_at", ValueForm.MOMENT, false),
                new Shown("options", ValueForm.JSON, true)));
    assertThat(
            new ViewMetadata(true, () -> shape)
                .describe(ViewName.USER_LIST_CREATE, true)
                .toString())
        .contains("id={type=string, required=false, read_only=true, label=ID}")
        .endsWith(
            ", seen_at={type=datetime, required=false, read_only=false, label=Seen at},"
                + " options={type=field, required=false, read_only=true, label=Options}}}}");
  }

  @Test
  void describesMeWithoutActions() {
    assertThat(describe(ViewName.ME, true))
        .isEqualTo("{'name':'Me','description':''," + MEDIA_TYPES + "}");
  }

  @ParameterizedTest
  @EnumSource
  void leavesActionsOutForThoseWhoMayNotWrite(ViewName view) {
    assertThat(metadata.describe(view, false)).doesNotContainKey("actions");
  }

  @Test
  void saysWhetherAnEmailIsRequired() {
    assertThat(
            new ViewMetadata(true, () -> RecordShape.DJANGO)
                .describe(ViewName.USER_LIST_CREATE, true)
                .toString())
        .contains("email={type=email, required=true");
  }

  private String describe(ViewName view, boolean mayWrite) {
    byte[] json = new JsonWriter().write(metadata.describe(view, mayWrite));
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }
}
